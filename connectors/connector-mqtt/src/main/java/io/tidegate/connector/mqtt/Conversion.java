package io.tidegate.connector.mqtt;

import io.tidegate.connector.ConversionException;
import io.tidegate.connector.ReportStrategies;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one message: data, and the parts that did not fit. */
final class Conversion {

  /**
   * What a device reported at one moment.
   *
   * @param time milliseconds since the epoch; null: when it was received, a millisecond of its own.
   */
  record Reported(
      Device device, @Nullable Long time, List<DataPoint> points, ReportStrategies strategies) {}

  private final List<Reported> reported = new ArrayList<>(1);
  private final List<ConversionException> failures = new ArrayList<>(0);

  void report(Reported part) {
    reported.add(part);
  }

  void fail(ConversionException failure) {
    failures.add(failure);
  }

  List<Reported> reported() {
    return reported;
  }

  List<ConversionException> failures() {
    return failures;
  }
}
