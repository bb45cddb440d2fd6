package io.tidegate.engine.deliver;

import io.tidegate.engine.deliver.DeliveryStatus.LaneStatus;
import io.tidegate.engine.time.Pulse;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.Delivery.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Delivers batches in their order over one connection, several at a time. One thread sends, another
 * takes the answers; what is not accepted, the latter sends again while the former rests, so that
 * nothing overtakes it.
 */
final class Lane {

  private final Course course;
  private final Courier courier;
  private final DeliverySettings settings;
  private final Pulse pulse;

  private final Resend resend;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Deque<Flight> flights = new ArrayDeque<>();
  private Sender state = Sender.RUNNING;
  private boolean sending;
  private boolean mending;
  private @Nullable Thread sender;

  private volatile long cursor;
  private volatile long settledTo;
  private long sentAt;
  private boolean full = true;

  private enum Sender {
    RUNNING,
    ASKED_TO_STOP,
    STOPPED
  }

  Lane(Course course, long start, Courier courier, DeliverySettings settings, Pulse pulse) {
    this.course = course;
    this.cursor = start;
    this.settledTo = start;
    this.courier = courier;
    this.settings = settings;
    this.pulse = pulse;
    this.resend = new Resend(course, courier, settings);
    this.sentAt = pulse.nanos() - settings.linger().toNanos();
  }

  void start(Crew crew) {
    crew.start(course.name() + "-send", this::send);
    crew.start(course.name() + "-settle", this::settle);
  }

  /** Sends no more. What is in flight is still settled. */
  void stopSending() {
    lock.lock();
    try {
      if (state == Sender.RUNNING) {
        state = Sender.ASKED_TO_STOP;
      }
      if (sender != null) {
        sender.interrupt();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is in flight any more; returns whether that was in time. */
  boolean awaitIdle(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (!isIdle()) {
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

  /** Waits until all is answered and nothing is put off; returns whether that was in time. */
  boolean awaitDone(Duration patience) throws InterruptedException {
    return done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The offset up to which everything was sent. */
  long cursor() {
    return cursor;
  }

  /** The offset up to which everything was answered. */
  long settledTo() {
    return settledTo;
  }

  LaneStatus status() {
    lock.lock();
    try {
      return new LaneStatus(course.name(), cursor, settledTo, flights.size());
    } finally {
      lock.unlock();
    }
  }

  private boolean isIdle() {
    return state == Sender.STOPPED && !sending && flights.isEmpty();
  }

  // The thread that sends.

  private void send() throws IOException, InterruptedException {
    begin();
    try {
      while (awaitRoom()) {
        linger();
        Batch batch = course.next(cursor);
        if (awaitPermission()) {
          Receipt receipt = courier.send(batch.items());
          sent(batch, receipt);
        }
      }
    } finally {
      end();
    }
  }

  private void begin() {
    lock.lock();
    try {
      sender = Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
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

  /** Returns false if the lane is to stop. */
  private boolean awaitRoom() throws InterruptedException {
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

  /** A record that comes alone goes at once; when they trickle, a few milliseconds gather many. */
  private void linger() throws InterruptedException {
    long left = settings.linger().toNanos() - (pulse.nanos() - sentAt);
    if (!full && left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private boolean awaitPermission() throws InterruptedException {
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

  private void sent(Batch batch, Receipt receipt) {
    lock.lock();
    try {
      flights.addLast(new Flight(batch, receipt));
      cursor = batch.to();
      sentAt = pulse.nanos();
      full = batch.items().size() >= settings.batchRecords() / 2;
      sending = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // The thread that takes the answers.

  private void settle() throws IOException, InterruptedException {
    while (true) {
      Flight first = awaitFlight(course.flushIn());
      if (first == null) {
        course.flush();
        if (isDone()) {
          done.countDown();
          return;
        }
        continue;
      }
      Outcome outcome = courier.await(first.receipt);
      switch (outcome) {
        case Outcome.Accepted _ -> landed(first);
        case Outcome.Throttled _, Outcome.Refused _ -> mend(outcome);
      }
    }
  }

  /** The oldest flight, or null if it is time to flush or nothing will come any more. */
  private @Nullable Flight awaitFlight(long patience) throws InterruptedException {
    long left = patience;
    lock.lockInterruptibly();
    try {
      while (flights.isEmpty() && !isIdle() && left > 0) {
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

  private boolean isDone() {
    lock.lock();
    try {
      return isIdle();
    } finally {
      lock.unlock();
    }
  }

  private void landed(Flight flight) {
    course.settled(flight.batch);
    if (course.flushIn() <= 0) {
      course.flush();
    }
    lock.lock();
    try {
      flights.removeFirst();
      settledTo = flight.batch.to();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The first flight was not accepted: all that are under way land, then it goes again. */
  private void mend(Outcome outcome) throws IOException, InterruptedException {
    List<Flight> landing = groundAll();
    List<Outcome> outcomes = new ArrayList<>(List.of(outcome));
    for (Flight flight : landing.subList(1, landing.size())) {
      outcomes.add(courier.await(flight.receipt));
    }
    boolean orderBroken = false;
    for (int i = 0; i < landing.size(); i++) {
      Flight flight = landing.get(i);
      if (orderBroken || !(outcomes.get(i) instanceof Outcome.Accepted)) {
        orderBroken |= flight.batch.needsOrder();
        resend.deliver(flight.batch, outcomes.get(i));
      }
      landed(flight);
    }
    resume();
  }

  private List<Flight> groundAll() throws InterruptedException {
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

  private void resume() {
    lock.lock();
    try {
      mending = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private record Flight(Batch batch, Receipt receipt) {}
}
