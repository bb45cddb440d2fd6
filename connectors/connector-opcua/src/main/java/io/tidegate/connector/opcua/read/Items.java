package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.Statuses;
import io.tidegate.connector.opcua.link.SubscriptionServices;
import io.tidegate.connector.opcua.plan.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the monitored items of subscriptions (Part 4, 5.13.2). For one thread. */
final class Items {

  private static final Logger log = LoggerFactory.getLogger(Items.class);

  private static final Set<Long> NO_DEADBAND =
      Set.of(
          StatusCodes.Bad_MonitoredItemFilterUnsupported,
          StatusCodes.Bad_FilterNotAllowed,
          StatusCodes.Bad_DeadbandFilterInvalid,
          StatusCodes.Bad_MonitoredItemFilterInvalid);

  private final SubscriptionServices services;
  private final ItemRequests requests;
  private final Told told;
  private final Handles handles;

  Items(ServerLink link, Told told, Handles handles) {
    this.services = link.subscriptions();
    this.requests = new ItemRequests(link.client().getStaticEncodingContext());
    this.told = told;
    this.handles = handles;
  }

  /** Those that there was no room for. */
  List<Source> addTo(ServerSubscription subscription, List<Source> sources)
      throws IOException, InterruptedException {
    try {
      return create(subscription, sources);
    } catch (IOException e) {
      subscription.doubt();
      throw e;
    }
  }

  private List<Source> create(ServerSubscription subscription, List<Source> sources)
      throws IOException, InterruptedException {
    int[] numbers = new int[sources.size()];
    List<MonitoredItemCreateRequest> items = new ArrayList<>(sources.size());
    for (int i = 0; i < sources.size(); i++) {
      numbers[i] = handles.of(sources.get(i));
      items.add(requests.of(sources.get(i), numbers[i]));
    }
    List<MonitoredItemCreateResult> results = services.createItems(subscription.id(), items);
    List<Source> left = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      MonitoredItemCreateResult result =
          withoutDeadband(subscription, source, numbers[i], results.get(i));
      if (Statuses.is(result.getStatusCode(), StatusCodes.Bad_TooManyMonitoredItems)) {
        left.add(source);
      } else {
        created(subscription, source, result);
      }
      if (result.getStatusCode().isBad()) {
        handles.giveBack(numbers[i]);
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
}
