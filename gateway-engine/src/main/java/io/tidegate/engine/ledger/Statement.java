package io.tidegate.engine.ledger;

import io.tidegate.connector.Missed;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The account of one connector at one moment.
 *
 * @param connector its name.
 * @param counts of the whole connector.
 * @param filtered by reason.
 * @param rejected by reason.
 * @param dropped by reason; what expired is not in it.
 * @param missed by source: readings that were never made, and so are in no other count.
 * @param devices by name; a rejected reading belongs to no device.
 */
public record Statement(
    String connector,
    Counts counts,
    Map<String, Long> filtered,
    Map<String, Long> rejected,
    Map<String, Long> dropped,
    List<Missed> missed,
    Map<String, Counts> devices) {

  public Statement {
    filtered = Collections.unmodifiableMap(new TreeMap<>(filtered));
    rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
    missed = List.copyOf(missed);
    devices = Collections.unmodifiableMap(new TreeMap<>(devices));
  }
}
