package io.tidegate.connector;

import io.tidegate.data.UplinkRecord;

/**
 * A record on its way into the gateway.
 *
 * @param record what was read.
 * @param strategies what its mapping says about reporting it.
 * @param receivedAt when its reading came off the wire, in milliseconds since the epoch; 0 if the
 *     connector does not know.
 */
public record Report(UplinkRecord record, ReportStrategies strategies, long receivedAt) {

  /** A record of a connector that does not know when it was received. */
  public Report(UplinkRecord record, ReportStrategies strategies) {
    this(record, strategies, 0);
  }

  /** A record whose mapping leaves reporting to the connector and the gateway. */
  public static Report of(UplinkRecord record) {
    return new Report(record, ReportStrategies.NONE);
  }
}
