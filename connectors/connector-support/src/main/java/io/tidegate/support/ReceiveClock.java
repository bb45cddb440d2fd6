package io.tidegate.support;

import java.util.HashMap;
import java.util.Map;

/**
 * The time of messages that carry none. Each message of a device gets a millisecond of its own,
 * since the platform keeps one value per key and millisecond; so a burst runs ahead of the wall
 * clock, at most a minute. A wall clock that is set back by more than that restarts it; by less, it
 * goes on from where it was until the wall clock has caught up. For one thread.
 */
public final class ReceiveClock {

  private static final long FURTHEST_AHEAD = 60_000;
  private static final int SMALLEST_SWEEP = 4096;

  private final Map<String, Long> last = new HashMap<>();
  private int sweepAt = SMALLEST_SWEEP;

  /**
   * The time for the next message of a device.
   *
   * @param device its name.
   * @param now the wall clock in milliseconds since the epoch.
   */
  public long next(String device, long now) {
    Long previous = last.get(device);
    long time = previous == null || previous < now ? now : previous + 1;
    if (time - now > FURTHEST_AHEAD) {
      time = now;
    }
    last.put(device, time);
    if (last.size() >= sweepAt) {
      sweep(now);
    }
    return time;
  }

  /** A message of a device has this time: those to come are later. */
  public void given(String device, long time) {
    last.merge(device, time, Math::max);
  }

  /** What lies in the past has no say any more; so memory follows the devices of the moment. */
  private void sweep(long now) {
    last.values().removeIf(time -> time < now || time - now > FURTHEST_AHEAD);
    sweepAt = Math.max(SMALLEST_SWEEP, last.size() * 2);
  }
}
