package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.FaultException;
import io.tidegate.connector.opcua.link.Reachability.Activation;
import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.Services;
import io.tidegate.connector.opcua.link.Statuses;
import io.tidegate.connector.opcua.link.SubscriptionServices;
import java.io.IOException;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** After an outage: goes on with the subscriptions that the server has kept (Part 4, 5.14.7). */
final class Takeover {

  private static final Logger log = LoggerFactory.getLogger(Takeover.class);

  private final Services services;
  private final SubscriptionServices subscriptions;
  private final Subscribed subscribed;
  private final Inbound inbound;

  Takeover(ServerLink link, Subscribed subscribed, Inbound inbound) {
    this.services = link.services();
    this.subscriptions = link.subscriptions();
    this.subscribed = subscribed;
    this.inbound = inbound;
  }

  /**
   * What the server has kept goes on, with the messages that nobody has heard; what not, breaks.
   */
  void take(Activation current) throws IOException, InterruptedException {
    if (!subscribed.isOf(current.sessionId())) {
      DateTime start = startOfServer();
      if (subscribed.isOfStart(start)) {
        transfer();
      } else {
        inbound.broken().addAll(subscribed.all());
      }
      subscribed.belongTo(current.sessionId(), start);
    }
    for (ServerSubscription subscription : subscribed.copy()) {
      subscription.heard();
      if (!inbound.broken().contains(subscription)) {
        inbound.resume(subscription);
      }
    }
  }

  /** Null if the server does not say. */
  private @Nullable DateTime startOfServer() throws IOException, InterruptedException {
    return services
                .read(List.of(Services.value(NodeIds.Server_ServerStatus_StartTime)))
                .getFirst()
                .value()
                .value()
            instanceof DateTime start
        ? start
        : null;
  }

  private void transfer() throws IOException, InterruptedException {
    List<ServerSubscription> all = subscribed.copy();
    if (all.isEmpty()) {
      return;
    }
    try {
      List<TransferResult> results =
          subscriptions.transfer(all.stream().map(ServerSubscription::id).toList());
      for (int i = 0; i < all.size(); i++) {
        if (i >= results.size() || isRefused(results.get(i).getStatusCode())) {
          inbound.broken().add(all.get(i));
        }
      }
      log.debug("{} of {} subscriptions go on", all.size() - inbound.broken().size(), all.size());
    } catch (FaultException e) {
      if (!e.isAnswer()) {
        throw e;
      }
      log.debug("the server transfers no subscriptions", e);
      inbound.broken().addAll(all);
    }
  }

  /** One that was transferred already, and whose answer got lost, is there too. */
  private static boolean isRefused(StatusCode status) {
    return status.isBad() && !Statuses.is(status, StatusCodes.Bad_NothingToDo);
  }
}
