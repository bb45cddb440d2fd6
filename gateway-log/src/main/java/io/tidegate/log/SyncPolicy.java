package io.tidegate.log;

import java.time.Duration;

/** When appended values are forced to the disk. */
public sealed interface SyncPolicy {

  /** Before they are acknowledged: they survive a power cut. */
  record Always() implements SyncPolicy {}

  /**
   * At most this long after they were acknowledged: a power cut costs that much.
   *
   * @param period from the first append that is not synced to the sync.
   */
  record Interval(Duration period) implements SyncPolicy {

    public Interval {
      if (!period.isPositive()) {
        throw new IllegalArgumentException("the sync interval must be positive: " + period);
      }
    }
  }

  /** When the operating system likes: a power cut costs what it had not written. */
  record Never() implements SyncPolicy {}
}
