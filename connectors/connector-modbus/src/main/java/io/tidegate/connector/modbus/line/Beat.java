package io.tidegate.connector.modbus.line;

import java.time.Duration;

/**
 * Moments that all lines share, so that what they do is done together: the threads of the process
 * wake once for several lines, and one sync of the log and one message to the platform serve what
 * all of them have read. Times are those of {@link System#nanoTime}.
 *
 * @param nanos from one to the next.
 */
record Beat(long nanos) {

  private static final long SLOWEST = 250_000_000;
  private static final long FASTEST = 50_000_000;
  private static final long SECOND = 1_000_000_000;

  /** So many starts are spread over a period at least. */
  private static final int FEWEST = 4;

  /** More at once would make commands wait. */
  private static final int MOST_AT_ONCE = 25;

  /** The beat of lines on which so many polls begin in a second. */
  static Beat of(double pollsPerSecond) {
    double wanted = MOST_AT_ONCE / pollsPerSecond * SECOND;
    return new Beat(wanted >= SLOWEST ? SLOWEST : Math.max((long) wanted, FASTEST));
  }

  /** Whether what is done in such a period can keep to it. */
  static boolean suits(Duration period) {
    return period.toNanos() >= FEWEST * SLOWEST;
  }

  /** How long ago the last moment before another one was. */
  long past(long moment) {
    return Math.floorMod(moment, nanos);
  }
}
