package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.Statuses;
import io.tidegate.connector.opcua.link.SubscriptionServices;
import io.tidegate.connector.opcua.link.SubscriptionServices.Wish;
import io.tidegate.connector.opcua.plan.Told;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<UInteger, ServerSubscription> subscriptions = new LinkedHashMap<>();

  /** By their handles; null where a source was taken away. */
  private final List<@Nullable Source> byHandle = new ArrayList<>();

  /** Handles that no item was ever made with. One of an item that was may still be on its way. */
  private final Deque<Integer> unused = new ArrayDeque<>();

  private int made;

  Monitor(ServerLink link, Wish wish, Told told) {
    this.services = link.subscriptions();
    this.requests = new ItemRequests(link.client().getStaticEncodingContext());
    this.wish = wish;
    this.told = told;
  }

  Collection<ServerSubscription> subscriptions() {
    return subscriptions.values();
  }

  @Nullable ServerSubscription subscription(UInteger id) {
    return subscriptions.get(id);
  }

  /** How many were made so far. */
  int made() {
    return made;
  }

  /** The source of a notification; null if it was taken away meanwhile. */
  @Nullable Source source(UInteger handle) {
    long index = handle.longValue();
    return index < byHandle.size() ? byHandle.get((int) index) : null;
  }

  /** Has sources monitored that were not. */
  void add(List<Source> sources) throws IOException, InterruptedException {
    List<Source> left = sources;
    while (!left.isEmpty()) {
      ServerSubscription target = open();
      left = addTo(target, left);
      if (!left.isEmpty()) {
        target.fill();
        if (target.sources().isEmpty()) {
          told.once("the server monitors no more nodes: " + left.size() + " are left");
          left.forEach(source -> source.troubled(true));
          return;
        }
      }
    }
  }

  private ServerSubscription open() throws IOException, InterruptedException {
    for (ServerSubscription subscription : subscriptions.values()) {
      if (!subscription.isFull()) {
        return subscription;
      }
    }
    ServerSubscription created = new ServerSubscription(services.create(wish));
    subscriptions.put(created.id(), created);
    made++;
    return created;
  }

  /** Those that there was no room for. */
  private List<Source> addTo(ServerSubscription subscription, List<Source> sources)
      throws IOException, InterruptedException {
    int[] handles = new int[sources.size()];
    List<MonitoredItemCreateRequest> items = new ArrayList<>(sources.size());
    for (int i = 0; i < sources.size(); i++) {
      handles[i] = handle(sources.get(i));
      items.add(requests.of(sources.get(i), handles[i]));
    }
    List<MonitoredItemCreateResult> results = services.createItems(subscription.id(), items);
    List<Source> left = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      MonitoredItemCreateResult result = results.get(i);
      if (NO_DEADBAND.contains(result.getStatusCode().value())) {
        told.once(source + " has no deadband: " + Statuses.name(result.getStatusCode()));
        result =
            services
                .createItems(subscription.id(), List.of(requests.withoutFilter(source, handles[i])))
                .getFirst();
      }
      if (Statuses.is(result.getStatusCode(), StatusCodes.Bad_TooManyMonitoredItems)) {
        left.add(source);
      } else {
        created(subscription, source, result);
      }
      if (result.getStatusCode().isBad()) {
        byHandle.set(handles[i], null);
        unused.add(handles[i]);
      }
    }
    return left;
  }

  private int handle(Source source) {
    Integer again = unused.poll();
    if (again != null) {
      byHandle.set(again, source);
      return again;
    }
    byHandle.add(source);
    return byHandle.size() - 1;
  }

  private void created(
      ServerSubscription subscription, Source source, MonitoredItemCreateResult result) {
    StatusCode status = result.getStatusCode();
    source.troubled(status.isBad());
    if (status.isBad()) {
      told.once(source + " can't be monitored: " + Statuses.name(status));
    } else {
      source.item(result.getMonitoredItemId());
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
    byHandle.replaceAll(source -> source != null && gone.contains(source) ? null : source);
    for (ServerSubscription subscription : List.copyOf(subscriptions.values())) {
      List<UInteger> items =
          subscription.sources().stream()
              .filter(gone::contains)
              .map(Source::item)
              .filter(Objects::nonNull)
              .toList();
      subscription.sources().removeAll(gone);
      services.deleteItems(subscription.id(), items);
    }
  }

  /** Gives up a subscription that works no more, and says what it had monitored. */
  List<Source> drop(ServerSubscription subscription) throws InterruptedException {
    subscriptions.remove(subscription.id());
    List<Source> orphans = List.copyOf(subscription.sources());
    Set<Source> gone = Set.copyOf(orphans);
    byHandle.replaceAll(source -> source != null && gone.contains(source) ? null : source);
    if (subscriptions.isEmpty()) {
      byHandle.clear();
      unused.clear();
    }
    orphans.forEach(source -> source.item(null));
    try {
      services.delete(subscription.id());
    } catch (IOException e) {
      // Then it is gone already, or soon will be for lack of anybody who listens.
    }
    return orphans;
  }
}
