package io.tidegate.engine.deliver;

import io.tidegate.uplink.Delivery.Receipt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one lane that wait for their answers, and what its two threads, the one that sends
 * and the one that settles, agree on.
 */
final class Flights {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Flight> flights = new ArrayDeque<>();

  private Sender state = Sender.RUNNING;
  private @Nullable Thread sender;

  /** The sender is between its permission and the receipt. */
  private boolean sending;

  /** What was not accepted goes again: the sender rests. */
  private boolean mending;

  private enum Sender {
    RUNNING,
    ASKED_TO_STOP,
    STOPPED
  }

  /** A batch on its way. */
  record Flight(Batch batch, Receipt receipt) {}

  /** The calling thread is the one that sends. */
  void senderBegins() {
    lock.lock();
    try {
      sender = Thread.currentThread();
      if (state == Sender.ASKED_TO_STOP) {
        sender.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing will be sent any more. */
  void senderEnds() {
    lock.lock();
    try {
      sender = null;
      sending = false;
      state = Sender.STOPPED;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends its waiting, not a batch that it puts on the wire: half of that may be out already. */
  void stopSender() {
    lock.lock();
    try {
      if (state == Sender.RUNNING) {
        state = Sender.ASKED_TO_STOP;
      }
      if (sender != null && !sending) {
        sender.interrupt();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the sender was asked to stop, and that is what an interrupt means. */
  boolean isStopping() {
    lock.lock();
    try {
      return state == Sender.ASKED_TO_STOP;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until fewer than that are in flight; returns false if the sender is to stop. */
  boolean awaitRoom(Course course) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (state == Sender.RUNNING && (mending || flights.size() >= course.window())) {
        changed.await();
      }
      return state == Sender.RUNNING;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the sender may send; returns false if it is to stop. */
  boolean awaitPermission() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (state == Sender.RUNNING && mending) {
        changed.await();
      }
      sending = state == Sender.RUNNING;
      return sending;
    } finally {
      lock.unlock();
    }
  }

  void sent(Flight flight) {
    lock.lock();
    try {
      flights.addLast(flight);
      sending = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the oldest flight: null if the time is over, or if none will come any more. */
  @Nullable Flight awaitFirst(long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (flights.isEmpty() && !idle() && left > 0) {
        if (left == Long.MAX_VALUE) {
          changed.await();
        } else {
          left = changed.awaitNanos(left);
        }
      }
      return flights.peekFirst();
    } finally {
      lock.unlock();
    }
  }

  /** The oldest flight is settled. */
  void landed() {
    lock.lock();
    try {
      flights.removeFirst();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing more go; returns all that is on its way. */
  List<Flight> ground() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      mending = true;
      while (sending) {
        changed.await();
      }
      return List.copyOf(flights);
    } finally {
      lock.unlock();
    }
  }

  /** Lets the sender go on. */
  void resume() {
    lock.lock();
    try {
      mending = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the sender has stopped and all is answered; returns whether that was in time. */
  boolean awaitIdle(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (!idle()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The oldest batch in flight. */
  @Nullable Batch first() {
    lock.lock();
    try {
      Flight first = flights.peekFirst();
      return first == null ? null : first.batch();
    } finally {
      lock.unlock();
    }
  }

  boolean isIdle() {
    lock.lock();
    try {
      return idle();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return flights.size();
    } finally {
      lock.unlock();
    }
  }

  private boolean idle() {
    return state == Sender.STOPPED && !sending && flights.isEmpty();
  }
}
