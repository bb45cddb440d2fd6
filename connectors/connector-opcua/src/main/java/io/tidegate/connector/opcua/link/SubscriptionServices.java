package io.tidegate.connector.opcua.link;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.DeleteMonitoredItemsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.DeleteMonitoredItemsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.DeleteSubscriptionsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.DeleteSubscriptionsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferResult;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferSubscriptionsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferSubscriptionsResponse;
import org.jspecify.annotations.Nullable;

/** The services of the server for subscriptions. */
public final class SubscriptionServices {

  private final Requests requests;
  private final Services services;

  SubscriptionServices(Requests requests, Services services) {
    this.requests = requests;
    this.services = services;
  }

  /**
   * What is asked of a subscription.
   *
   * @param publishing time between two publishings.
   * @param keepAlive time after which silence is broken.
   * @param lifetime how long the server keeps it while nobody asks for its notifications.
   * @param mostNotifications in one message; 0: no limit.
   */
  public record Wish(
      Duration publishing, Duration keepAlive, Duration lifetime, int mostNotifications) {}

  /** What the server made of it. */
  public record Created(UInteger id, Duration keepAlive) {}

  /** Creates a subscription. */
  public Created create(Wish wish) throws IOException, InterruptedException {
    long interval = wish.publishing.toMillis();
    long keepAlives = Math.max(1, wish.keepAlive.toMillis() / interval);
    long lifetime = Math.max(3 * keepAlives, wish.lifetime.toMillis() / interval);
    CreateSubscriptionResponse response =
        requests.send(
            CreateSubscriptionResponse.class,
            header ->
                new CreateSubscriptionRequest(
                    header,
                    (double) interval,
                    uint(lifetime),
                    uint(keepAlives),
                    uint(wish.mostNotifications),
                    true,
                    ubyte(0)));
    double keepAlive =
        response.getRevisedPublishingInterval()
            * response.getRevisedMaxKeepAliveCount().longValue();
    return new Created(response.getSubscriptionId(), Duration.ofMillis((long) keepAlive));
  }

  /** Creates monitored items. */
  public List<MonitoredItemCreateResult> createItems(
      UInteger subscription, List<MonitoredItemCreateRequest> items)
      throws IOException, InterruptedException {
    return Portions.send(
        items,
        services.limits().monitoredItems(),
        part ->
            list(
                requests
                    .send(
                        CreateMonitoredItemsResponse.class,
                        header ->
                            new CreateMonitoredItemsRequest(
                                header,
                                subscription,
                                TimestampsToReturn.Both,
                                part.toArray(MonitoredItemCreateRequest[]::new)))
                    .getResults()));
  }

  /** Deletes monitored items. */
  public void deleteItems(UInteger subscription, List<UInteger> items)
      throws IOException, InterruptedException {
    Portions.send(
        items,
        services.limits().monitoredItems(),
        part ->
            list(
                requests
                    .send(
                        DeleteMonitoredItemsResponse.class,
                        header ->
                            new DeleteMonitoredItemsRequest(
                                header, subscription, part.toArray(UInteger[]::new)))
                    .getResults()));
  }

  /** Deletes a subscription. */
  public void delete(UInteger subscription) throws IOException, InterruptedException {
    requests.send(
        DeleteSubscriptionsResponse.class,
        header -> new DeleteSubscriptionsRequest(header, new UInteger[] {subscription}));
  }

  /** Takes over subscriptions of a session before this one. */
  public List<TransferResult> transfer(List<UInteger> subscriptions)
      throws IOException, InterruptedException {
    return list(
        requests
            .send(
                TransferSubscriptionsResponse.class,
                header ->
                    new TransferSubscriptionsRequest(
                        header, subscriptions.toArray(UInteger[]::new), false))
            .getResults());
  }

  /** A message that got lost; {@code Bad_MessageNotAvailable} if the server has it no more. */
  public NotificationMessage republish(UInteger subscription, long sequence)
      throws IOException, InterruptedException {
    return requests
        .send(
            RepublishResponse.class,
            header -> new RepublishRequest(header, subscription, uint(sequence)))
        .getNotificationMessage();
  }

  /**
   * Asks for the next message of any subscription.
   *
   * @param patience how long the server may have nothing to say.
   * @param answered gets the answer or the failure, on a thread of the client's.
   */
  public void publish(
      List<SubscriptionAcknowledgement> acknowledgements,
      Duration patience,
      BiConsumer<@Nullable PublishResponse, @Nullable IOException> answered)
      throws IOException, InterruptedException {
    SubscriptionAcknowledgement[] all =
        acknowledgements.toArray(SubscriptionAcknowledgement[]::new);
    CompletableFuture<UaResponseMessageType> response =
        requests.sendLater(patience, header -> new PublishRequest(header, all));
    var _ =
        response.whenComplete((answer, failure) -> {
          if (answer instanceof PublishResponse published) {
            answered.accept(published, null);
          } else {
            answered.accept(null, Requests.fault("Publish", failure));
          }
        });
  }

  private static <T> List<T> list(T @Nullable [] results) {
    return results == null ? List.of() : Arrays.asList(results);
  }
}
