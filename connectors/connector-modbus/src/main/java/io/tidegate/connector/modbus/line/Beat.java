package io.tidegate.connector.modbus.line;

import java.time.Duration;

/**
 * Moments that all lines share, so that what they do is done together: the threads of the process
 * wake once for several lines, and one sync of the log and one message to the platform serve what
 * all of them have read. Times are those of {@link System#nanoTime}.
 */
final class Beat {

  private static final long NANOS = 100_000_000;

  /** Within this after a beat most units have answered. */
  private static final long ANSWERED_NANOS = 10_000_000;

  private Beat() {}

  /** Whether what is done in such a period can keep to it. */
  static boolean suits(Duration period) {
    return period.toNanos() >= 10 * NANOS;
  }

  /** How long ago the last one before a moment was. */
  static long past(long moment) {
    return Math.floorMod(moment, NANOS);
  }

  /** The next moment to hand over what was read on the last one. */
  static long answers(long now) {
    return now + NANOS - past(now - ANSWERED_NANOS);
  }
}
