package io.tidegate.connector.modbus.server;

import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What was written since somebody last looked; however often, each tag is in it once. */
final class Changes {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private BitSet changed = new BitSet();
  private boolean ended;
  private @Nullable IOException cause;

  /** Notes that a tag has a new value. */
  void add(BitSet tags) {
    lock.lock();
    try {
      changed.or(tags);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody wait any more. */
  void end(@Nullable IOException reason) {
    lock.lock();
    try {
      ended = true;
      cause = reason;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for changes and takes them.
   *
   * @return empty if there were none until then.
   * @throws IOException if the end has come.
   */
  BitSet await(long untilNanos) throws IOException, InterruptedException {
    lock.lock();
    try {
      long left = untilNanos - System.nanoTime();
      while (changed.isEmpty() && !ended && left > 0) {
        left = moved.awaitNanos(left);
      }
      if (ended) {
        throw new IOException(cause == null ? "closed" : cause.getMessage(), cause);
      }
      BitSet taken = changed;
      changed = new BitSet();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
