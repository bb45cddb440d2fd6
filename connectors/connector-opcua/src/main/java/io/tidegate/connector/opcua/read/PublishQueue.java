package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.Reachability.Activation;
import io.tidegate.connector.opcua.link.SubscriptionServices;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server for messages and keeps its answers: as many as were asked for, so a reader that
 * is held up holds the server up. For one thread, except {@link #wake}.
 */
final class PublishQueue {

  /** What an answer may take when there is something to say. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Event WAKE = new Event(0, 0, null, null);

  private final SubscriptionServices services;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private int asked;
  private int mostAsked = Integer.MAX_VALUE;
  private boolean refused;
  private long refusedNanos;

  PublishQueue(SubscriptionServices services) {
    this.services = services;
  }

  /**
   * What came of asking.
   *
   * @param activation when it was asked.
   * @param made how many subscriptions had been made when it was asked.
   */
  record Event(
      long activation, int made, @Nullable PublishResponse answer, @Nullable IOException failure) {}

  /** What was asked before is lost with its connection. */
  void reached() {
    asked = 0;
  }

  /** The server takes no more requests than wait there now. */
  void tooMany() {
    mostAsked = Math.max(1, asked);
    refused = true;
    refusedNanos = System.nanoTime();
  }

  /** Lets a wait end. From any thread. */
  void wake() {
    events.add(WAKE);
  }

  /** One request for each subscription may wait at the server, and one is under way. */
  void ask(Activation current, Collection<ServerSubscription> subscriptions, int made)
      throws IOException, InterruptedException {
    if (subscriptions.isEmpty() || isRefused()) {
      return;
    }
    int wanted = Math.min(mostAsked, subscriptions.size() + 1);
    Duration patience = ANSWER;
    List<SubscriptionAcknowledgement> acknowledgements = new ArrayList<>();
    for (ServerSubscription subscription : subscriptions) {
      subscription.takeAcknowledgements(acknowledgements);
      Duration quiet = subscription.keepAlive().multipliedBy(3).plus(ANSWER);
      patience = quiet.compareTo(patience) > 0 ? quiet : patience;
    }
    while (asked < wanted) {
      asked++;
      services.publish(
          acknowledgements,
          patience,
          (answer, failure) -> events.add(new Event(current.number(), made, answer, failure)));
      acknowledgements = List.of();
    }
  }

  /** Asked again at once, it would refuse again at once. */
  private boolean isRefused() {
    refused = refused && System.nanoTime() - refusedNanos < PAUSE.toNanos();
    return refused;
  }

  /** The next event of a connection; null if there is none in time, or the wait was ended. */
  @Nullable Event next(Activation current, Duration patience) throws InterruptedException {
    Event event = events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    while (event != null && event.activation != current.number()) {
      event = events.poll();
    }
    if (event != null) {
      asked--;
    }
    return event;
  }
}
