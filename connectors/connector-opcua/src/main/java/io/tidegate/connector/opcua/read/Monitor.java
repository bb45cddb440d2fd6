package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.FaultException;
import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.Statuses;
import io.tidegate.connector.opcua.link.SubscriptionServices;
import io.tidegate.connector.opcua.link.SubscriptionServices.Wish;
import io.tidegate.connector.opcua.plan.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has sources monitored, in as few subscriptions as the server allows. For one thread. */
final class Monitor {

  private static final Logger log = LoggerFactory.getLogger(Monitor.class);

  private static final Set<Long> NO_DEADBAND =
      Set.of(
          StatusCodes.Bad_MonitoredItemFilterUnsupported,
          StatusCodes.Bad_FilterNotAllowed,
          StatusCodes.Bad_DeadbandFilterInvalid,
          StatusCodes.Bad_MonitoredItemFilterInvalid);

  private final SubscriptionServices services;
  private final ItemRequests requests;
  private final Wish wish;
  private final Told told;
  private final Subscribed subscribed;

  Monitor(ServerLink link, Wish wish, Told told, Subscribed subscribed) {
    this.services = link.subscriptions();
    this.requests = new ItemRequests(link.client().getStaticEncodingContext());
    this.wish = wish;
    this.told = told;
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
      left = addTo(target, left);
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

  /** Those that there was no room for. */
  private List<Source> addTo(ServerSubscription subscription, List<Source> sources)
      throws IOException, InterruptedException {
    int[] handles = new int[sources.size()];
    List<MonitoredItemCreateRequest> items = new ArrayList<>(sources.size());
    for (int i = 0; i < sources.size(); i++) {
      handles[i] = subscribed.handles().of(sources.get(i));
      items.add(requests.of(sources.get(i), handles[i]));
    }
    List<MonitoredItemCreateResult> results = services.createItems(subscription.id(), items);
    List<Source> left = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      MonitoredItemCreateResult result =
          withoutDeadband(subscription, source, handles[i], results.get(i));
      if (Statuses.is(result.getStatusCode(), StatusCodes.Bad_TooManyMonitoredItems)) {
        left.add(source);
      } else {
        created(subscription, source, result);
      }
      if (result.getStatusCode().isBad()) {
        subscribed.handles().giveBack(handles[i]);
      }
    }
    return left;
  }

  /** The same, or what the server says without a deadband if it has none. */
  private MonitoredItemCreateResult withoutDeadband(
      ServerSubscription subscription, Source source, int handle, MonitoredItemCreateResult result)
      throws IOException, InterruptedException {
    if (!NO_DEADBAND.contains(result.getStatusCode().value())) {
      return result;
    }
    told.once(source + " has no deadband: " + Statuses.name(result.getStatusCode()));
    return services
        .createItems(subscription.id(), List.of(requests.withoutFilter(source, handle)))
        .getFirst();
  }

  private void created(
      ServerSubscription subscription, Source source, MonitoredItemCreateResult result) {
    StatusCode status = result.getStatusCode();
    source.troubled(status.isBad());
    if (status.isBad()) {
      told.once(source + " can't be monitored: " + Statuses.name(status));
    } else {
      source.item(result.getMonitoredItemId());
      source.queueSize(result.getRevisedQueueSize().longValue());
      log.trace(
          "{} every {} ms, queue of {}",
          source,
          result.getRevisedSamplingInterval(),
          result.getRevisedQueueSize());
      subscription.sources().add(source);
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
      List<UInteger> items =
          subscription.sources().stream()
              .filter(gone::contains)
              .map(Source::item)
              .filter(Objects::nonNull)
              .toList();
      if (subscription.sources().removeAll(gone)) {
        subscription.makeRoom();
      }
      services.deleteItems(subscription.id(), items);
    }
    gone.forEach(source -> source.item(null));
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
