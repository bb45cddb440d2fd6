package io.tidegate.testkit.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How good the link is just now. Safe for several threads. */
final class LinkQuality {

  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile long delayNanos;
  private volatile int bytesPerSecond = UNLIMITED;
  private boolean stopped;

  void delay(Duration delay) {
    delayNanos = delay.toNanos();
  }

  void throttle(int limit) {
    bytesPerSecond = limit;
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  void restore() {
    lock.lock();
    try {
      delayNanos = 0;
      bytesPerSecond = UNLIMITED;
      stopped = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until bytes that came at a time may leave. */
  void awaitTurn(long arrivedNanos) throws InterruptedException {
    lock.lock();
    try {
      while (stopped) {
        changed.await();
      }
      long left = arrivedNanos + delayNanos - System.nanoTime();
      while (left > 0) {
        changed.awaitNanos(left);
        left = arrivedNanos + delayNanos - System.nanoTime();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes the time that this many bytes need. */
  void pace(int bytes) throws InterruptedException {
    int limit = bytesPerSecond;
    if (limit != UNLIMITED) {
      TimeUnit.NANOSECONDS.sleep(Duration.ofSeconds(1).toNanos() * bytes / limit);
    }
  }

  /** How much to read at once, so that pacing is even. */
  int portion(int most) {
    return Math.max(1, Math.min(most, bytesPerSecond / 20));
  }
}
