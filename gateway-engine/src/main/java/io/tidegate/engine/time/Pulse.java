package io.tidegate.engine.time;

import java.time.Duration;
import java.time.Instant;

/** A clock and its alarms. */
public interface Pulse {

  /** Wall clock time, in milliseconds since the epoch; may jump. */
  long millis();

  /** Nanoseconds that only grow; for measuring how long something took. */
  long nanos();

  /** Runs a task once after a delay, on a thread shared with all others: it must not block. */
  Alarm after(Duration delay, Runnable task);

  /** Wall clock time. */
  default Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  /** A task that waits for its time. */
  @FunctionalInterface
  interface Alarm {

    /** Makes the task not run any more, unless it has begun. */
    void cancel();
  }
}
