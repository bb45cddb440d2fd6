package io.tidegate.app;

import io.tidegate.engine.deliver.DeliveryStatus;
import io.tidegate.engine.ingest.RejectedReading;
import io.tidegate.engine.ledger.LedgerSnapshot;
import io.tidegate.engine.supervise.ConnectionState;
import io.tidegate.log.RecordLog.Usage;
import java.time.Instant;
import java.util.List;

/**
 * What the gateway does, at one moment.
 *
 * @param storageFailure why nothing can be stored now; empty if it can.
 */
public record GatewayStatus(
    String version,
    Instant started,
    DeliveryStatus delivery,
    String storageFailure,
    Usage storage,
    List<ConnectorStatus> connectors,
    LedgerSnapshot ledger) {

  /** One connector. */
  public record ConnectorStatus(
      String name, String type, List<EndpointStatus> endpoints, List<RejectedReading> rejections) {

    static ConnectorStatus of(Connectors.Running running) {
      return new ConnectorStatus(
          running.loaded().name(),
          running.loaded().type(),
          running.endpoints().stream()
              .map(e -> new EndpointStatus(e.name(), e.state(), e.bugs()))
              .toList(),
          running.ingest().rejections());
    }
  }

  /** One connection to the field. */
  public record EndpointStatus(String name, ConnectionState state, long bugs) {}

  /** As one JSON object; a state is told by its name and its parts. */
  String json() {
    return StatusJson.of(this);
  }
}
