package io.tidegate.connector;

import java.time.Duration;

/** Which of the values read from a key are reported north. */
public sealed interface ReportStrategy {

  /** Every value; also what {@code DISABLED} means below the gateway level. */
  record OnReceived() implements ReportStrategy {}

  /**
   * Values that differ from the last one reported.
   *
   * @param deadband what counts as a difference between two numbers.
   * @param forgetAfter a value older than this no longer counts as the last one.
   */
  record OnChange(Deadband deadband, Duration forgetAfter) implements ReportStrategy {}

  /** The first value, then the latest value once per period while the point can be read. */
  record OnPeriod(Duration period, Duration forgetAfter) implements ReportStrategy {}

  /** Changes at once, and the latest value once per period while the point can be read. */
  record OnChangeOrPeriod(Duration period, Deadband deadband, Duration forgetAfter)
      implements ReportStrategy {}

  /**
   * How far a number may move before it is reported; a move is reported if it exceeds either bound
   * that is set. Both zero: every difference counts.
   *
   * @param absolute in the unit of the value; 0 if not set.
   * @param percent of the last reported value; 0 if not set.
   */
  record Deadband(double absolute, double percent) {

    /** Every difference counts. */
    public static final Deadband NONE = new Deadband(0, 0);
  }
}
