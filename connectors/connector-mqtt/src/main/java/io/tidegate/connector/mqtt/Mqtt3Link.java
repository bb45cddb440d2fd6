package io.tidegate.connector.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuthBuilder;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.suback.Mqtt3SubAck;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.suback.Mqtt3SubAckReturnCode;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import io.reactivex.disposables.Disposable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** MQTT 3.1.1. */
final class Mqtt3Link implements BrokerLink {

  private final LinkSettings settings;
  private final Waiters waiters;
  private final NetworkThread network;
  private final PacketWatch packets = new PacketWatch();
  private final Mqtt3AsyncClient client;
  private final Disposable received;

  /** As with MQTT 5, the listener is there before the connection. */
  Mqtt3Link(LinkSettings settings, LinkListener listener, Waiters waiters) {
    this.settings = settings;
    this.waiters = waiters;
    // First what may fail: nobody would end the thread.
    Mqtt3ClientBuilder builder =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier(settings.clientId())
            .transportConfig(settings.transport());
    this.network = settings.networkThread();
    this.client =
        builder
            .executorConfig(LinkSettings.executors(network))
            .addConnectedListener(_ -> network.connected(packets))
            .addDisconnectedListener(LinkSettings.ending(listener))
            .buildAsync();
    received =
        client
            .toRx()
            .publishes(MqttGlobalPublishFilter.ALL, true)
            .subscribeWith(new ReceivedMessages<>(message -> listener.received(incoming(message))));
  }

  private Incoming incoming(Mqtt3Publish message) {
    return new Incoming(
        new MqttReading(
            message.getTopic().toString(), message.getPayloadAsBytes(), System.currentTimeMillis()),
        message.getQos().getCode(),
        packets.packetOf(message.getTopic()),
        Incoming.kind(message.isRetain()),
        message::acknowledge);
  }

  @Override
  public void connect() throws IOException, InterruptedException {
    BrokerConfig broker = settings.broker();
    Mqtt3Connect connect =
        Mqtt3Connect.builder()
            .cleanSession(broker.cleanSession())
            .keepAlive(broker.keepAlive())
            .simpleAuth(login())
            .build();
    LinkFutures.await(
        client.connect(Mqtt3Limits.withMaximumPacketSize(connect, broker.maximumPacketSize())),
        "connecting",
        LinkSettings.CONNECT_SECONDS * 2);
  }

  private @Nullable Mqtt3SimpleAuth login() {
    String username = settings.broker().security().username();
    if (username == null) {
      return null;
    }
    Mqtt3SimpleAuthBuilder.Complete login = Mqtt3SimpleAuth.builder().username(username);
    byte[] password = settings.password();
    return (password == null ? login : login.password(password)).build();
  }

  @Override
  public Map<Subscription, String> subscribe(List<Subscription> subscriptions)
      throws IOException, InterruptedException {
    Mqtt3Subscribe message =
        Mqtt3Subscribe.builder()
            .addSubscriptions(subscriptions.stream().map(Mqtt3Link::subscription))
            .build();
    Mqtt3SubAck answer =
        waiters.ask(
            "subscribing", () -> client.subscribe(message).exceptionally(Mqtt3Link::refusal));
    return Subscription.refused(
        subscriptions, answer.getReturnCodes(), Mqtt3SubAckReturnCode::isError);
  }

  /** A broker that refuses every filter has answered, too. */
  private static Mqtt3SubAck refusal(Throwable failure) {
    if (failure instanceof Mqtt3SubAckException refused) {
      return refused.getMqttMessage();
    }
    throw new CompletionException(failure);
  }

  private static Mqtt3Subscription subscription(Subscription subscription) {
    return Mqtt3Subscription.builder()
        .topicFilter(subscription.filter().source())
        .qos(Objects.requireNonNull(MqttQos.fromCode(subscription.qos())))
        .build();
  }

  @Override
  public CompletableFuture<?> unsubscribe(List<String> filters) {
    return waiters.begin(
        "unsubscribing",
        () ->
            client.unsubscribe(
                Mqtt3Unsubscribe.builder()
                    .addTopicFilters(filters.stream().map(MqttTopicFilter::of).toList())
                    .build()));
  }

  @Override
  public void publish(Outgoing message) throws IOException, InterruptedException {
    Mqtt3Publish publish =
        Mqtt3Publish.builder()
            .topic(message.topic())
            .qos(Objects.requireNonNull(MqttQos.fromCode(message.qos())))
            .retain(message.retain())
            .payload(message.body())
            .build();
    var _ = waiters.ask("publishing to " + message.topic(), () -> client.publish(publish));
  }

  @Override
  public void close() {
    LinkFutures.leave(client.disconnect(), received);
    network.stop();
  }
}
