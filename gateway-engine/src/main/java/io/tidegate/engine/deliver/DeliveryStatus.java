package io.tidegate.engine.deliver;

import io.tidegate.engine.supervise.ConnectionState;
import java.util.List;

/**
 * How the delivery is doing.
 *
 * @param connection to the platform.
 * @param lag how many records of the log the platform has not acknowledged.
 * @param lanes what is under way; empty without a connection.
 */
public record DeliveryStatus(ConnectionState connection, long lag, List<LaneStatus> lanes) {

  public DeliveryStatus {
    lanes = List.copyOf(lanes);
  }

  /**
   * One lane.
   *
   * @param name {@code ordered} or {@code live}.
   * @param sent the offset up to which it has sent.
   * @param settled the offset up to which the platform has answered.
   * @param inFlight how many batches wait for an answer.
   */
  public record LaneStatus(String name, long sent, long settled, int inFlight) {}
}
