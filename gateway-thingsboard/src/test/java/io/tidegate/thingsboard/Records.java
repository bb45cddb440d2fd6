package io.tidegate.thingsboard;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import java.util.List;

/** Short ways to write records. */
final class Records {

  private Records() {}

  static UplinkRecord record(String device, long timestamp, DataPoint... points) {
    return new UplinkRecord(new Device(device, "default"), timestamp, List.of(points));
  }

  static DataPoint series(String key, long value) {
    return DataPoint.timeseries(key, new Value.Int(value));
  }

  static DataPoint series(String key, String value) {
    return DataPoint.timeseries(key, new Value.Text(value));
  }

  static DataPoint attribute(String key, String value) {
    return DataPoint.attribute(key, new Value.Text(value));
  }
}
