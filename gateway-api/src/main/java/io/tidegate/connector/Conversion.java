package io.tidegate.connector;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one reading: data, and the parts that did not fit. For one thread. */
public final class Conversion {

  /**
   * What a device reported at one moment.
   *
   * @param time milliseconds since the epoch; null: when it was received, a millisecond of its own.
   * @param points at least one.
   * @param strategies what of them is to be reported.
   */
  public record Reported(
      Device device, @Nullable Long time, List<DataPoint> points, ReportStrategies strategies) {}

  private final List<Reported> reported = new ArrayList<>(1);
  private final List<ConversionException> failures = new ArrayList<>(0);

  /** Adds data. */
  public void report(Reported part) {
    reported.add(part);
  }

  /** Adds a part that did not fit. */
  public void fail(ConversionException failure) {
    failures.add(failure);
  }

  /** The data, in the order of the reading. */
  public List<Reported> reported() {
    return reported;
  }

  /** What did not fit; empty if all did. */
  public List<ConversionException> failures() {
    return failures;
  }
}
