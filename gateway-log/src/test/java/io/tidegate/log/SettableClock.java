package io.tidegate.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that stand still until a test moves them. */
final class SettableClock implements LogClock {

  private final AtomicLong wall;
  private final AtomicLong nanos = new AtomicLong(1);

  SettableClock(long wallMillis) {
    wall = new AtomicLong(wallMillis);
  }

  static SettableClock today() {
    return new SettableClock(1_790_000_000_000L);
  }

  @Override
  public long wallMillis() {
    return wall.get();
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  /** Time goes by. */
  void pass(Duration time) {
    wall.addAndGet(time.toMillis());
    nanos.addAndGet(time.toNanos());
  }

  /** Somebody sets the clock on the wall. */
  void set(long wallMillis) {
    wall.set(wallMillis);
  }
}
