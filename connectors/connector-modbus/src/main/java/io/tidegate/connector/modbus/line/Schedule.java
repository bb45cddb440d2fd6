package io.tidegate.connector.modbus.line;

import io.tidegate.support.Alarms;
import io.tidegate.support.Alarms.Alarm;
import java.io.IOException;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What is to be done on a line next. Safe for several threads. */
final class Schedule {

  /** Those that wait for the same moment go in the order in which they came. */
  private record Entry(Poll poll, long at, long number) {}

  private static final long FAR = Long.MAX_VALUE;

  private final Alarms alarms;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Entry> waiting = new PriorityQueue<>(Schedule::compare);
  private long number;
  private @Nullable IOException failure;

  Schedule(Alarms alarms) {
    this.alarms = alarms;
  }

  /** Puts a poll in for a moment on the clock of {@link System#nanoTime}. */
  void add(Poll poll, long at) {
    lock.lock();
    try {
      waiting.add(new Entry(poll, at, number++));
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next poll that is due.
   *
   * @throws IOException if the line is lost.
   */
  Poll take() throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (failure != null) {
          throw new IOException(failure.getMessage(), failure);
        }
        Entry next = waiting.peek();
        long left = next == null ? FAR : next.at() - System.nanoTime();
        if (next != null && left <= 0) {
          waiting.remove();
          return next.poll();
        }
        Alarm alarm = alarms.after(left, this::wake);
        try {
          changed.await();
        } finally {
          alarm.cancel();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The polls of a unit that is there again go when they are due, however long they had to wait.
   */
  void resume(Station station) {
    lock.lock();
    try {
      var own = waiting.stream().filter(entry -> entry.poll().station() == station).toList();
      waiting.removeAll(own);
      own.forEach(
          entry -> waiting.add(new Entry(entry.poll(), entry.poll().rhythm().due(), number++)));
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The line is lost. */
  void fail(IOException cause) {
    lock.lock();
    try {
      if (failure == null) {
        failure = cause;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static int compare(Entry one, Entry other) {
    long difference = one.at() - other.at();
    return difference == 0 ? Long.compare(one.number(), other.number()) : Long.signum(difference);
  }
}
