package io.tidegate.engine.ingest;

import io.tidegate.connector.Platform;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.downlink.Outlets;
import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.time.Pulse;
import io.tidegate.log.RecordLog;

/**
 * The entrance to the log, shared by all connectors.
 *
 * @param log where everything goes.
 * @param watch the listener the log was opened with.
 * @param ledger the accounts.
 * @param registry the devices.
 * @param outlets where the requests to their devices go.
 * @param platform what may be asked of the platform.
 * @param pulse the time.
 */
public record Ingest(
    RecordLog<StoredRecord> log,
    LogWatch watch,
    Ledger ledger,
    DeviceRegistry registry,
    Outlets outlets,
    Platform platform,
    Pulse pulse) {

  /** Opens the way in for one connector. */
  public ConnectorIngest connector(ConnectorSetup setup) {
    return new ConnectorIngest(this, setup);
  }

  /** Opens the way in for what another gateway has read, under the account of this name. */
  public ImportIngest imports(String account) {
    return new ImportIngest(this, account);
  }
}
