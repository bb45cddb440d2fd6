package io.tidegate.app.telemetry;

import io.tidegate.engine.ledger.Points;
import io.tidegate.engine.ledger.Totals;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counters that statistics are made of, as they are at one moment since the start.
 *
 * @param sent messages to the platform.
 * @param received messages from the platform.
 * @param waiting records in the storage; of this moment, not since the start.
 * @param delivered data points that the platform has.
 * @param accounts by connector, those of no connector included.
 * @param errors of each connector that runs, by its name.
 */
public record Figures(
    long sent,
    long received,
    long waiting,
    Points delivered,
    Map<String, Totals> accounts,
    Map<String, Long> errors) {

  public Figures {
    accounts = new TreeMap<>(accounts);
    errors = new TreeMap<>(errors);
  }

  /** Before anything. */
  static final Figures NONE = new Figures(0, 0, 0, new Points(0, 0), Map.of(), Map.of());

  /** Records that the platform has. */
  long deliveredRecords() {
    return accounts.values().stream().mapToLong(totals -> totals.counts().delivered()).sum();
  }
}
