package io.tidegate.app.telemetry;

import io.tidegate.engine.time.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that a test turns. */
final class HandClock implements Pulse {

  private final List<Pending> pending = new ArrayList<>();
  private long nanos;

  @Override
  public synchronized long millis() {
    return nanos / 1_000_000;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized Alarm after(Duration delay, Runnable task) {
    Pending alarm = new Pending(nanos + delay.toNanos(), task);
    pending.add(alarm);
    return () -> cancel(alarm);
  }

  /** How many alarms are set. */
  synchronized int alarms() {
    return pending.size();
  }

  /** What is due by then happens. */
  void advance(Duration time) {
    List<Pending> due;
    synchronized (this) {
      nanos += time.toNanos();
      due = pending.stream().filter(each -> each.at <= nanos).toList();
      pending.removeAll(due);
    }
    due.stream().sorted(Comparator.comparingLong(Pending::at)).forEach(each -> each.task.run());
  }

  private synchronized void cancel(Pending alarm) {
    pending.remove(alarm);
  }

  private record Pending(long at, Runnable task) {}
}
