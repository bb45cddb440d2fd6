package io.tidegate.engine.deliver;

import io.tidegate.engine.deliver.DeliveryStatus.LaneStatus;
import io.tidegate.engine.deliver.Flights.Flight;
import io.tidegate.engine.time.Pulse;
import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  private final Flights flights = new Flights();
  private final CountDownLatch done = new CountDownLatch(1);

  private volatile long cursor;
  private volatile long settledTo;

  /** What is being put on the wire, or was when that failed. */
  private volatile @Nullable Batch sending;

  // Of the thread that sends.
  private long sentAt;
  private boolean full = true;

  Lane(Course course, long start, Courier courier, DeliverySettings settings, Pulse pulse) {
    this.course = course;
    this.cursor = start;
    this.settledTo = start;
    this.courier = courier;
    this.settings = settings;
    this.pulse = pulse;
    this.resend = new Resend(course, courier, settings);
  }

  void start(Crew crew) {
    crew.start(course.name() + "-send", this::send);
    crew.start(course.name() + "-settle", this::settle);
  }

  /** Sends no more. What is in flight is still settled. */
  void stopSending() {
    flights.stopSender();
  }

  /** Waits until nothing is in flight any more; returns whether that was in time. */
  boolean awaitIdle(Duration patience) throws InterruptedException {
    return flights.awaitIdle(patience);
  }

  /** Waits until all is answered and nothing is put off; returns whether that was in time. */
  boolean awaitDone(Duration patience) throws InterruptedException {
    return done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The offset up to which everything was answered. */
  long settledTo() {
    return settledTo;
  }

  /** The oldest batch that went out, or began to, without an answer. */
  @Nullable Batch unanswered() {
    Batch first = flights.first();
    return first == null ? sending : first;
  }

  /** The offset up to which it has sent. */
  long sentTo() {
    return cursor;
  }

  LaneStatus status() {
    return new LaneStatus(course.name(), cursor, settledTo, flights.size());
  }

  private void send() throws IOException, InterruptedException {
    flights.senderBegins();
    try {
      while (flights.awaitRoom(course)) {
        if (!full) {
          course.await(cursor);
          linger();
        }
        Batch batch = course.next(cursor);
        if (flights.awaitPermission()) {
          sending = batch;
          Flight flight = new Flight(batch, courier.send(batch.items()));
          cursor = batch.to();
          sentAt = pulse.nanos();
          full = batch.items().size() >= settings.batchRecords() / 2;
          flights.sent(flight);
          sending = null;
        }
      }
    } catch (InterruptedException e) {
      if (!flights.isStopping()) {
        throw e;
      }
    } finally {
      flights.senderEnds();
    }
  }

  /** A record that comes alone goes at once; when they trickle, a few milliseconds gather many. */
  private void linger() throws InterruptedException {
    long left = settings.linger().toNanos() - (pulse.nanos() - sentAt);
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private void settle() throws IOException, InterruptedException {
    while (true) {
      Flight first = flights.awaitFirst(course.flushIn());
      if (first == null) {
        course.flush();
        if (flights.isIdle()) {
          done.countDown();
          return;
        }
        continue;
      }
      Outcome outcome = courier.await(first.receipt());
      switch (outcome) {
        case Outcome.Accepted _ -> landed(first);
        case Outcome.Throttled _, Outcome.Refused _ -> mend(outcome);
      }
    }
  }

  private void landed(Flight flight) throws InterruptedException {
    course.settled(flight.batch());
    if (course.flushIn() <= 0) {
      course.flush();
    }
    settledTo = flight.batch().to();
    flights.landed();
  }

  /** The first flight was not accepted: all that are under way land, then it goes again. */
  private void mend(Outcome outcome) throws IOException, InterruptedException {
    List<Flight> grounded = flights.ground();
    List<Outcome> outcomes = new ArrayList<>(List.of(outcome));
    for (Flight flight : grounded.subList(1, grounded.size())) {
      outcomes.add(courier.await(flight.receipt()));
    }
    boolean orderBroken = false;
    for (int i = 0; i < grounded.size(); i++) {
      Flight flight = grounded.get(i);
      if (orderBroken || !(outcomes.get(i) instanceof Outcome.Accepted)) {
        orderBroken |= flight.batch().needsOrder();
        resend.deliver(flight.batch(), outcomes.get(i));
      }
      landed(flight);
    }
    flights.resume();
  }
}
