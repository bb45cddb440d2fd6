package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.FaultException;
import io.tidegate.connector.opcua.link.SubscriptionServices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in the messages of subscriptions, each once and in their order: what is missing is asked
 * for again (Part 4, 5.14.1). For one thread.
 */
final class Inbound {

  private static final Logger log = LoggerFactory.getLogger(Inbound.class);

  /** No message has this number. */
  private static final long OPEN_END = 0;

  private final SubscriptionServices services;
  private final Notifications notifications;
  private final Harvest harvest;
  private final History history;

  /** What is to be acknowledged once its values are safe. */
  private final List<Delivered> delivered = new ArrayList<>();

  /** Subscriptions that the server has ended or forgotten. */
  private final Set<ServerSubscription> broken = new LinkedHashSet<>();

  private record Delivered(ServerSubscription subscription, long sequence) {}

  Inbound(
      SubscriptionServices services,
      Notifications notifications,
      Harvest harvest,
      History history) {
    this.services = services;
    this.notifications = notifications;
    this.harvest = harvest;
    this.history = history;
  }

  /** Subscriptions that have to be made anew; to be changed. */
  Set<ServerSubscription> broken() {
    return broken;
  }

  /** Takes a message, and those before it that did not arrive. */
  void take(ServerSubscription subscription, NotificationMessage message)
      throws IOException, InterruptedException {
    long sequence = message.getSequenceNumber().longValue();
    Sequence.Place place = Sequence.place(sequence, subscription.lastSequence());
    if (place == Sequence.Place.AHEAD) {
      republish(subscription, sequence);
    }
    if (place == Sequence.Place.REPEATED) {
      return; // Also a keep-alive that the message it announces has overtaken.
    }
    if (Notifications.isKeepAlive(message)) {
      // It has the number of the next message.
      subscription.delivered(
          subscription.lastSequence() == 0 && sequence == 1 ? 0 : Sequence.before(sequence));
    } else {
      if (deliver(subscription, message) != Notifications.Fate.LIVES) {
        broken.add(subscription);
      }
    }
  }

  private Notifications.Fate deliver(ServerSubscription subscription, NotificationMessage message) {
    Notifications.Fate fate = notifications.take(subscription, message);
    long sequence = message.getSequenceNumber().longValue();
    log.trace("message {} of subscription {}", sequence, subscription.id());
    subscription.delivered(sequence);
    delivered.add(new Delivered(subscription, sequence));
    return fate;
  }

  /** Asks for all messages that were sent while nobody could hear them. */
  void resume(ServerSubscription subscription) throws IOException, InterruptedException {
    republish(subscription, OPEN_END);
  }

  private void republish(ServerSubscription subscription, long before)
      throws IOException, InterruptedException {
    for (long sequence = Sequence.after(subscription.lastSequence());
        sequence != before;
        sequence = Sequence.after(sequence)) {
      try {
        if (deliver(subscription, services.republish(subscription.id(), sequence))
            == Notifications.Fate.ENDED) {
          broken.add(subscription);
        }
      } catch (FaultException e) {
        if (e.status() == StatusCodes.Bad_MessageNotAvailable) {
          if (before != OPEN_END) {
            lost(subscription, sequence, before);
          }
        } else if (isUnknown(e)) {
          log.debug("subscription {} is unknown: {}", subscription.id(), e.getMessage());
          broken.add(subscription);
        } else {
          throw e;
        }
        return;
      }
    }
  }

  private static boolean isUnknown(FaultException e) {
    return e.status() == StatusCodes.Bad_SubscriptionIdInvalid
        || e.status() == StatusCodes.Bad_NoSubscription
        || e.status() == StatusCodes.Bad_ServiceUnsupported;
  }

  private void lost(ServerSubscription subscription, long first, long before)
      throws IOException, InterruptedException {
    harvest.lost(
        "subscription " + subscription.id(),
        Sequence.after(first) == before
            ? "notification " + first
            : "notifications " + first + " to " + Sequence.before(before));
    history.fill(List.copyOf(subscription.sources()));
  }

  /** Hands over what was taken; then the server need not keep it any longer. */
  void flush() throws InterruptedException {
    harvest.flush();
    for (Delivered each : delivered) {
      each.subscription.acknowledge(each.sequence);
    }
    delivered.clear();
  }
}
