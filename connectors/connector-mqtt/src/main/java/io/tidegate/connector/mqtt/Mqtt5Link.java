package io.tidegate.connector.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import io.reactivex.disposables.Disposable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** MQTT 5. */
final class Mqtt5Link implements BrokerLink {

  private final LinkSettings settings;
  private final Waiters waiters;

  /**
   * As many as the broker takes at once. The library would keep the others, and send them when
   * nobody waits for them any more.
   */
  private final Semaphore turns = new Semaphore(0, true);

  private final NetworkThread network;
  private final PacketWatch packets = new PacketWatch();
  private final Mqtt5AsyncClient client;
  private final Disposable received;

  /** Prepares the client; what is received, from the first moment on, goes to the listener. */
  Mqtt5Link(LinkSettings settings, LinkListener listener, Waiters waiters) {
    this.settings = settings;
    this.waiters = waiters;
    // First what may fail: nobody would end the thread.
    Mqtt5ClientBuilder builder =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier(settings.clientId())
            .transportConfig(settings.transport());
    this.network = settings.networkThread();
    this.client =
        builder
            .executorConfig(LinkSettings.executors(network))
            .addConnectedListener(_ -> network.connected(packets))
            .addDisconnectedListener(LinkSettings.ending(listener))
            .buildAsync();
    // Before connecting: with a kept session messages follow the CONNACK at once.
    received =
        client
            .toRx()
            .publishes(MqttGlobalPublishFilter.ALL, true)
            .subscribeWith(new ReceivedMessages<>(message -> listener.received(incoming(message))));
  }

  private Incoming incoming(Mqtt5Publish message) {
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
    Mqtt5ConnAck answer =
        LinkFutures.await(
            client
                .connectWith()
                .cleanStart(broker.cleanStart())
                .sessionExpiryInterval(broker.sessionExpiryInterval())
                .keepAlive(broker.keepAlive())
                .simpleAuth(login())
                .restrictions()
                .receiveMaximum(settings.receiveMaximum())
                .maximumPacketSize(broker.maximumPacketSize())
                .applyRestrictions()
                .send(),
            "connecting",
            LinkSettings.CONNECT_SECONDS * 2);
    turns.release(answer.getRestrictions().getReceiveMaximum());
  }

  private @Nullable Mqtt5SimpleAuth login() {
    String username = settings.broker().security().username();
    if (username == null) {
      return null;
    }
    Mqtt5SimpleAuthBuilder.Complete login = Mqtt5SimpleAuth.builder().username(username);
    byte[] password = settings.password();
    return (password == null ? login : login.password(password)).build();
  }

  @Override
  public Map<Subscription, String> subscribe(List<Subscription> subscriptions)
      throws IOException, InterruptedException {
    Mqtt5Subscribe message =
        Mqtt5Subscribe.builder()
            .addSubscriptions(subscriptions.stream().map(Mqtt5Link::subscription))
            .build();
    Mqtt5SubAck answer =
        waiters.ask(
            "subscribing", () -> client.subscribe(message).exceptionally(Mqtt5Link::refusal));
    return Subscription.refused(
        subscriptions, answer.getReasonCodes(), Mqtt5SubAckReasonCode::isError);
  }

  /** A broker that refuses every filter has answered, too. */
  private static Mqtt5SubAck refusal(Throwable failure) {
    if (failure instanceof Mqtt5SubAckException refused) {
      return refused.getMqttMessage();
    }
    throw new CompletionException(failure);
  }

  private static Mqtt5Subscription subscription(Subscription subscription) {
    return Mqtt5Subscription.builder()
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
                Mqtt5Unsubscribe.builder()
                    .addTopicFilters(filters.stream().map(MqttTopicFilter::of).toList())
                    .build()));
  }

  @Override
  public void publish(Outgoing message) throws IOException, InterruptedException {
    Mqtt5Publish publish =
        Mqtt5Publish.builder()
            .topic(message.topic())
            .qos(Objects.requireNonNull(MqttQos.fromCode(message.qos())))
            .retain(message.retain())
            .payload(message.body())
            .build();
    turns.acquire();
    try {
      var _ = waiters.ask("publishing to " + message.topic(), () -> client.publish(publish));
    } finally {
      turns.release();
    }
  }

  @Override
  public void close() {
    LinkFutures.leave(client.disconnect(), received);
    network.stop();
  }
}
