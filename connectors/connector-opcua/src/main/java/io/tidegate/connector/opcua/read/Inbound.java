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

/**
 * Takes in the messages of subscriptions, each once and in their order: what is missing is asked
 * for again (Part 4, 5.14.1). For one thread.
 */
final class Inbound {

  /** A message is repeated soon after it came, or it is another one. */
  private static final int MOST_REPEATED = 1000;

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
    long expected = subscription.lastSequence() + 1;
    if (sequence > expected) {
      republish(subscription, sequence);
    }
    if (Notifications.isKeepAlive(message)) {
      subscription.delivered(sequence - 1); // It has the number of the next message.
    } else if (sequence >= expected || isAnotherCount(sequence, expected)) {
      deliver(subscription, message);
    }
  }

  /** After the largest number comes 1; and a server may begin anew. Others are repeated. */
  private static boolean isAnotherCount(long sequence, long expected) {
    return expected - sequence > MOST_REPEATED;
  }

  private void deliver(ServerSubscription subscription, NotificationMessage message) {
    if (notifications.take(message) == Notifications.Fate.ENDED) {
      broken.add(subscription);
    }
    long sequence = message.getSequenceNumber().longValue();
    subscription.delivered(sequence);
    delivered.add(new Delivered(subscription, sequence));
  }

  /** Asks for all messages that were sent while nobody could hear them. */
  void resume(ServerSubscription subscription) throws IOException, InterruptedException {
    republish(subscription, Long.MAX_VALUE);
  }

  private void republish(ServerSubscription subscription, long before)
      throws IOException, InterruptedException {
    for (long sequence = subscription.lastSequence() + 1; sequence < before; sequence++) {
      try {
        deliver(subscription, services.republish(subscription.id(), sequence));
      } catch (FaultException e) {
        if (e.status() == StatusCodes.Bad_MessageNotAvailable) {
          if (before != Long.MAX_VALUE) {
            lost(subscription, sequence, before);
          }
        } else if (isUnknown(e)) {
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
        before - first == 1
            ? "notification " + first
            : "notifications " + first + " to " + (before - 1));
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
