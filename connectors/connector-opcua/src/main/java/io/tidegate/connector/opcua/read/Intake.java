package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.FaultException;
import io.tidegate.connector.opcua.link.Reachability.Activation;
import io.tidegate.connector.opcua.read.PublishQueue.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the server's answers to Publish, and hands over the values of many at once. */
final class Intake {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private static final Duration LONG_FLUSH = Duration.ofSeconds(1);

  /** After an outage: what the server's queues could not keep is worth a look into the history. */
  private static final Duration CATCHING_UP = Duration.ofSeconds(30);

  private final PublishQueue queue;
  private final Subscribed subscribed;
  private final Inbound inbound;
  private final Notifications notifications;
  private final Coverage coverage;
  private final History history;
  private final Harvest harvest;
  private final Silence silence;
  private long resumedNanos;

  Intake(
      PublishQueue queue,
      Subscribed subscribed,
      Inbound inbound,
      Notifications notifications,
      Coverage coverage,
      History history,
      Harvest harvest,
      Silence silence) {
    this.queue = queue;
    this.subscribed = subscribed;
    this.inbound = inbound;
    this.notifications = notifications;
    this.coverage = coverage;
    this.history = history;
    this.harvest = harvest;
    this.silence = silence;
  }

  /** The server can be reached, for the first time or again. */
  void resumed() {
    resumedNanos = System.nanoTime();
  }

  /** Takes what has come, after waiting for the first of it. */
  void take(Activation current, Duration patience) throws IOException, InterruptedException {
    Event event = queue.next(current, patience);
    if (event == null) {
      silence.check(inbound.broken());
      return;
    }
    Instant heard = null;
    for (; event != null; event = queue.next(current, Duration.ZERO)) {
      Instant said = take(event);
      heard = said == null ? heard : said;
    }
    flush();
    if (heard != null && coverage.isFilled()) {
      history.heard(heard);
    }
  }

  private void flush() throws IOException, InterruptedException {
    long began = System.nanoTime();
    inbound.flush();
    if (System.nanoTime() - began > LONG_FLUSH.toNanos()) {
      subscribed.all().forEach(ServerSubscription::heard); // It was not their silence.
    }
    if (notifications.takeTrouble()) {
      coverage.trouble();
    }
    List<Source> overflowed = notifications.takeOverflowed();
    if (history.isWanted() && System.nanoTime() - resumedNanos < CATCHING_UP.toNanos()) {
      coverage.missed(overflowed);
      coverage.fill();
    } else {
      overflowed.forEach(
          source -> harvest.lost(source.toString(), "values that its queue could not keep"));
    }
  }

  /** When the server said it, by its own clock; null if it said nothing that is of use. */
  private @Nullable Instant take(Event event) throws IOException, InterruptedException {
    if (event.failure() != null) {
      refused(event, event.failure());
      return null;
    }
    if (event.answer() == null) {
      return null;
    }
    ServerSubscription subscription = subscribed.get(event.answer().getSubscriptionId());
    if (subscription == null) {
      return null;
    }
    subscription.heard();
    inbound.take(subscription, event.answer().getNotificationMessage());
    return event.answer().getResponseHeader().getTimestamp().getJavaInstant();
  }

  private void refused(Event event, IOException failure) throws IOException {
    long status = failure instanceof FaultException fault ? fault.status() : 0;
    if (status == StatusCodes.Bad_NoSubscription) {
      if (event.made() == subscribed.made()) {
        log.debug("the server has no subscription of this session");
        inbound.broken().addAll(subscribed.all());
      }
    } else if (status == StatusCodes.Bad_TooManyPublishRequests) {
      queue.tooMany();
    } else if (status != StatusCodes.Bad_Timeout) {
      throw failure;
    }
  }
}
