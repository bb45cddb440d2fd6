package io.tidegate.uplink;

import io.tidegate.data.DataPoint;
import java.util.List;

/**
 * What the gateway tells of itself as of one moment.
 *
 * @param timestamp milliseconds since the epoch.
 * @param points time series only.
 */
public record OwnTelemetry(long timestamp, List<DataPoint> points) {

  public OwnTelemetry {
    points = List.copyOf(points);
  }
}
