package io.tidegate.app;

import io.tidegate.app.logging.LogMonitor;
import io.tidegate.app.telemetry.Figures;
import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.log.RecordLog;
import io.tidegate.thingsboard.Traffic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The numbers that the statistics are made of, as they are now. */
final class OwnFigures implements Supplier<Figures> {

  private final PlatformUplink platform;
  private final RecordLog<StoredRecord> recordLog;
  private final Ledger ledger;
  private final LogMonitor monitor;
  private final Supplier<List<String>> connectors;

  OwnFigures(
      PlatformUplink platform,
      RecordLog<StoredRecord> recordLog,
      Ledger ledger,
      LogMonitor monitor,
      Supplier<List<String>> connectors) {
    this.platform = platform;
    this.recordLog = recordLog;
    this.ledger = ledger;
    this.monitor = monitor;
    this.connectors = connectors;
  }

  @Override
  public Figures get() {
    Traffic traffic = platform.traffic();
    Map<String, Long> errors = new HashMap<>();
    connectors.get().forEach(name -> errors.put(name, monitor.errors().ofConnector(name)));
    return new Figures(
        traffic.sent(),
        traffic.received(),
        recordLog.usage().entries(),
        ledger.deliveredPoints(),
        ledger.totals(),
        errors);
  }
}
