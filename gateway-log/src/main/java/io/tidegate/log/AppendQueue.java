package io.tidegate.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Appends that wait for the writer, and the bell that wakes it. Safe for several threads. */
final class AppendQueue<T> {

  /** Of a deadline that isn't one. */
  static final long NEVER = Long.MAX_VALUE;

  private final Deque<Pending<T>> waiting = new ArrayDeque<>();
  private boolean rung;
  private boolean closed;

  synchronized void submit(Pending<T> pending) throws IOException {
    if (closed) {
      throw new IOException("the log is closed");
    }
    waiting.add(pending);
    ring();
  }

  /** Takes an append back; false if the writer has it. */
  synchronized boolean withdraw(Pending<T> pending) {
    boolean withdrawn = waiting.remove(pending);
    if (withdrawn) {
      // It may have been what the others waited behind.
      ring();
    }
    return withdrawn;
  }

  /** Wakes the writer. */
  synchronized void ring() {
    rung = true;
    notifyAll();
  }

  /** Lets nothing more in. */
  synchronized void close() {
    closed = true;
    ring();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Waits for the bell, at most for that long. */
  synchronized void await(long nanos) throws InterruptedException {
    long start = System.nanoTime();
    long left = nanos;
    while (!rung && left > 0) {
      if (nanos == NEVER) {
        wait();
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = nanos - (System.nanoTime() - start);
      }
    }
    rung = false;
  }

  /** Fails what can no longer be written. */
  synchronized void failRest(IOException cause) {
    waiting.forEach(append -> append.fail(cause));
    waiting.clear();
  }

  synchronized @Nullable Pending<T> peek() {
    return waiting.peek();
  }

  /** Takes an append for writing; false if it was withdrawn meanwhile. */
  synchronized boolean take(Pending<T> pending) {
    return waiting.remove(pending);
  }
}
