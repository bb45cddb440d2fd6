package io.tidegate.connector.mqtt;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the broker has sent and the session has not taken over yet; bounded in messages and in
 * bytes. Where it is full, the client's event loop waits, so that the socket is no longer read and
 * the broker feels it: the heap never grows instead, with every version of the protocol and every
 * quality of service.
 */
final class Inbox {

  private final int mostMessages;
  private final long mostBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition enoughThere = lock.newCondition();
  private final Deque<Incoming> waiting = new ArrayDeque<>();

  /** Of what waits, and of what was taken last and may still be worked on. */
  private long bytes;

  private long takenBytes;
  private int enough = Integer.MAX_VALUE;
  private int putting;
  private boolean settled;
  private boolean closed;
  private @Nullable Throwable end;

  Inbox(int mostMessages, long mostBytes) {
    this.mostMessages = mostMessages;
    this.mostBytes = mostBytes;
  }

  /** Adds a message, waiting for room. After {@link #close} it is dropped: nobody will take it. */
  void put(Incoming message) {
    lock.lock();
    try {
      awaitRoom(message);
      if (!closed) {
        waiting.add(message);
        bytes += message.size();
        if (waiting.size() >= enough) {
          enoughThere.signalAll();
        }
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitRoom(Incoming message) {
    putting++;
    enoughThere.signalAll();
    while (!closed && isFull(message.size())) {
      changed.signalAll();
      changed.awaitUninterruptibly();
    }
    putting--;
  }

  /** A message that is larger than all the room goes in alone. */
  private boolean isFull(long size) {
    return waiting.size() >= mostMessages || (bytes > 0 && bytes + size > mostBytes);
  }

  /**
   * Moves what waits into a collection; waits until there is something. Those taken before count as
   * done.
   *
   * @return false if the connection has ended and all it has brought is taken.
   */
  boolean take(Collection<Incoming> into) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      bytes -= takenBytes;
      takenBytes = 0;
      changed.signalAll();
      while (waiting.isEmpty()) {
        if (end != null || closed) {
          return false;
        }
        changed.await();
      }
      into.addAll(waiting);
      waiting.clear();
      takenBytes = bytes;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until so many messages are there, at most so long. */
  void gather(int messages, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      enough = messages;
      while (left > 0 && waiting.size() < messages && putting == 0 && end == null && !closed) {
        left = enoughThere.awaitNanos(left);
      }
      enough = Integer.MAX_VALUE;
    } finally {
      lock.unlock();
    }
  }

  /** All that has to be asked of the broker has been answered. */
  void settle() {
    lock.lock();
    try {
      settled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for {@link #settle}; but not while the inbox is full: the answer that is waited for comes
   * through the same event loop, so that somebody has to take first.
   */
  void awaitSettledOrFull() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!settled && putting == 0 && end == null) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The connection has ended; what waits can still be taken. */
  void end(Throwable cause) {
    lock.lock();
    try {
      end = cause;
      enoughThere.signalAll();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Why the connection ended; null while it lives. */
  @Nullable Throwable cause() {
    lock.lock();
    try {
      return end;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody takes any more: whoever waits in {@link #put} goes on. */
  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      enoughThere.signalAll();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
