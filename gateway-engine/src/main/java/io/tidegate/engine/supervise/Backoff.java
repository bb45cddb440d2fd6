package io.tidegate.engine.supervise;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential delays between attempts, with full jitter: many gateways that lost one platform do
 * not come back in step.
 *
 * @param initial the longest delay after the first failure.
 * @param max the delay that is never exceeded.
 * @param random where the jitter comes from; used by several threads.
 */
public record Backoff(Duration initial, Duration max, RandomGenerator random) {

  /** A delay after the given number of failures in a row, counted from one. */
  public Duration delay(int failures) {
    return jittered(ceiling(failures));
  }

  private Duration ceiling(int failures) {
    Duration delay = initial.multipliedBy(1L << Math.min(failures - 1, 20));
    return delay.compareTo(max) < 0 ? delay : max;
  }

  private Duration jittered(Duration ceiling) {
    return Duration.ofNanos(1 + random.nextLong(Math.max(1, ceiling.toNanos())));
  }
}
