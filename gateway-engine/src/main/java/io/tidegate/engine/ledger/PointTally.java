package io.tidegate.engine.ledger;

import java.util.concurrent.atomic.LongAdder;

/** The running count of data points. */
final class PointTally {

  private final LongAdder timeseries = new LongAdder();
  private final LongAdder attributes = new LongAdder();

  void add(Points points) {
    timeseries.add(points.timeseries());
    if (points.attributes() > 0) {
      attributes.add(points.attributes());
    }
  }

  Points points() {
    return new Points(timeseries.sum(), attributes.sum());
  }
}
