package io.tidegate.connector;

import io.tidegate.data.UplinkRecord;

/**
 * A record on its way into the gateway.
 *
 * @param record what was read.
 * @param strategies what its mapping says about reporting it.
 */
public record Report(UplinkRecord record, ReportStrategies strategies) {

  /** A record whose mapping leaves reporting to the connector and the gateway. */
  public static Report of(UplinkRecord record) {
    return new Report(record, ReportStrategies.NONE);
  }
}
