package io.tidegate.connector.modbus.line;

import java.time.Duration;

/**
 * Moments that all lines share, so that what they do is done together: the threads of the process
 * wake once for several lines, and one sync of the log and one message to the platform serve what
 * all of them have read. Times are those of {@link System#nanoTime}.
 */
final class Beat {

  private static final long NANOS = 250_000_000;

  /** So many starts are spread over a period at least. */
  private static final int FEWEST = 4;

  private Beat() {}

  /** Whether what is done in such a period can keep to it. */
  static boolean suits(Duration period) {
    return period.toNanos() >= FEWEST * NANOS;
  }

  /** How long ago the last one before a moment was. */
  static long past(long moment) {
    return Math.floorMod(moment, NANOS);
  }
}
