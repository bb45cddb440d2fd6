package io.tidegate.log;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes those who wait for a change. Not the monitor of what changes, since a virtual thread that
 * waits in a monitor is woken over one more thread, and a wait without an end costs no timer.
 */
final class Bell {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rang = lock.newCondition();
  private long count;

  /** How often it rang: to be asked before looking at what may have changed. */
  long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  void ring() {
    lock.lock();
    try {
      count++;
      rang.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it rings after the count was {@code seen}, or the patience is over. */
  void await(long seen, Patience patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.left();
      while (count == seen && left > 0) {
        if (left == Patience.NEVER) {
          rang.await();
        } else {
          left = rang.awaitNanos(left);
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
