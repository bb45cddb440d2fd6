package io.tidegate.engine.ledger;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.engine.record.StoredRecord;
import java.util.List;

/** A number of data points. Only for statistics: the equations are in records. */
public record Points(long timeseries, long attributes) {

  /** The points of a record. */
  public static Points of(StoredRecord record) {
    int attributes = attributes(record);
    return new Points(record.record().points().size() - attributes, attributes);
  }

  private static int attributes(StoredRecord record) {
    List<DataPoint> points = record.record().points();
    int attributes = 0;
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).kind() == Kind.ATTRIBUTE) {
        attributes++;
      }
    }
    return attributes;
  }

  /** What has come since. */
  public Points minus(Points earlier) {
    return new Points(timeseries - earlier.timeseries, attributes - earlier.attributes);
  }
}
