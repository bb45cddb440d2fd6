package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.FaultException;
import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.SubscriptionServices;
import io.tidegate.connector.opcua.link.SubscriptionServices.Wish;
import io.tidegate.connector.opcua.plan.Told;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has sources monitored, in as few subscriptions as the server allows. For one thread. */
final class Monitor {

  private static final Logger log = LoggerFactory.getLogger(Monitor.class);

  private final SubscriptionServices services;
  private final Items items;
  private final Wish wish;
  private final Subscribed subscribed;

  Monitor(ServerLink link, Wish wish, Told told, Subscribed subscribed) {
    this.services = link.subscriptions();
    this.items = new Items(link, told, subscribed.handles());
    this.wish = wish;
    this.subscribed = subscribed;
  }

  /** Has sources monitored that were not, and returns those that the server has no room for. */
  List<Source> add(List<Source> sources) throws IOException, InterruptedException {
    List<Source> left = sources;
    while (!left.isEmpty()) {
      ServerSubscription target = open();
      if (target == null) {
        return left;
      }
      left = items.addTo(target, left);
      if (!left.isEmpty()) {
        target.fill();
        if (target.sources().isEmpty()) {
          List<Source> _ = drop(target);
          return left;
        }
      }
    }
    return left;
  }

  /** One with room; null if the server allows no more. */
  private @Nullable ServerSubscription open() throws IOException, InterruptedException {
    for (ServerSubscription subscription : subscribed.all()) {
      if (!subscription.isFull()) {
        return subscription;
      }
    }
    try {
      ServerSubscription created = new ServerSubscription(services.create(wish));
      subscribed.add(created);
      return created;
    } catch (FaultException e) {
      if (e.isAnswer() && e.status() == StatusCodes.Bad_TooManySubscriptions) {
        return null;
      }
      throw e;
    }
  }

  /** Ends the monitoring of sources. */
  void remove(List<Source> sources) throws IOException, InterruptedException {
    if (sources.isEmpty()) {
      return;
    }
    Set<Source> gone = Set.copyOf(sources);
    subscribed.handles().forget(gone);
    for (ServerSubscription subscription : subscribed.copy()) {
      List<UInteger> ids =
          subscription.sources().stream()
              .filter(gone::contains)
              .map(Source::item)
              .filter(Objects::nonNull)
              .toList();
      if (subscription.sources().removeAll(gone)) {
        subscription.makeRoom();
      }
      delete(subscription, ids);
    }
    gone.forEach(source -> source.item(null));
  }

  private void delete(ServerSubscription subscription, List<UInteger> ids)
      throws IOException, InterruptedException {
    try {
      services.deleteItems(subscription.id(), ids);
    } catch (FaultException e) {
      if (!e.isAnswer() || e.isEndOfSession()) {
        throw e;
      }
      // A server that was started anew has no such subscription; that comes to light by itself.
      log.debug("can't delete items of subscription {}", subscription.id(), e);
    }
  }

  /** Gives up a subscription that works no more, and says what it had monitored. */
  List<Source> drop(ServerSubscription subscription) throws InterruptedException {
    List<Source> orphans = subscribed.remove(subscription);
    try {
      services.delete(subscription.id());
    } catch (IOException e) {
      // Then it is gone already, or soon will be for lack of anybody who listens.
    }
    return orphans;
  }
}
