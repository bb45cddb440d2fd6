package io.tidegate.connector.mqtt;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectRestrictions;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One broker. */
final class MqttEndpoint implements Endpoint {

  /**
   * Enough to keep the session busy while the log syncs; with more, the socket is not read. Not
   * many times more: what waits for longer than the collector's young generation lasts is copied
   * into the old one, which then has to be collected all the time.
   */
  private static final int MOST_MESSAGES = 512;

  /** What messages may take of the heap; one that is larger passes alone. */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private final BrokerConfig broker;
  private final String clientId;
  private final @Nullable GivenTimes times;
  private final MqttMappings mappings;
  private final DownlinkRules rules;
  private final LeftBehind leftBehind = new LeftBehind();

  /** Of the session before; its end may have taught what the broker does not keep to. */
  private volatile @Nullable Inbox previous;

  private volatile int receiveMaximum;

  /**
   * Creates it.
   *
   * @param times what the broker may send again was given; null if it keeps no session.
   */
  MqttEndpoint(
      BrokerConfig broker,
      String clientId,
      @Nullable GivenTimes times,
      MqttMappings mappings,
      DownlinkRules rules) {
    this.broker = broker;
    this.clientId = clientId;
    this.times = times;
    this.mappings = mappings;
    this.rules = rules;
    this.receiveMaximum = broker.receiveMaximum();
  }

  @Override
  public String name() {
    return "%s://%s:%d"
        .formatted(broker.security().usesTls() ? "mqtts" : "mqtt", broker.host(), broker.port());
  }

  @Override
  public Session open(UplinkSink sink) throws IOException, InterruptedException {
    Inbox inbox = new Inbox(MOST_MESSAGES, MOST_BYTES);
    learnFrom(previous);
    previous = inbox;
    Waiters waiters = new Waiters();
    ResponseTopics responses = new ResponseTopics();
    Reception reception = new Reception(inbox, responses, waiters);
    BrokerLink link = link(reception, waiters);
    Subscriber subscriber = new Subscriber(name(), link, sink::rejected);
    TwoWay twoWay = new TwoWay(link, responses, waiters, subscriber, leftBehind);
    MqttSession session =
        new MqttSession(link, reception, mappings, times, sink, new Downlinks(rules, link, twoWay));
    boolean ready = false;
    try {
      link.connect();
      subscribe(link, subscriber, inbox);
      ready = true;
      return session;
    } finally {
      if (!ready) {
        session.close();
      }
    }
  }

  private BrokerLink link(Reception reception, Waiters waiters) {
    LinkSettings settings = new LinkSettings(broker, clientId, receiveMaximum);
    return broker.isVersion5()
        ? new Mqtt5Link(settings, reception, waiters)
        : new Mqtt3Link(settings, reception, waiters);
  }

  /** Not waited for: what is asked of the broker later is done later. */
  private void endLeftBehind(BrokerLink link) {
    List<String> topics = leftBehind.take();
    if (broker.isPersistent() && !topics.isEmpty()) {
      topics.forEach(leftBehind::remember);
      CompletableFuture<?> unsubscribed = link.unsubscribe(topics);
      topics.forEach(topic -> leftBehind.forget(topic, unsubscribed));
    }
  }

  /**
   * A broker that sends more than the receive maximum has to be disconnected (MQTT 5, 3.3.4);
   * mosquitto 2.0.11 does so under load. Such a one is told no maximum from then on, or it would be
   * disconnected for ever.
   */
  private void learnFrom(@Nullable Inbox ended) {
    if (ended != null
        && ended.cause() instanceof Mqtt5DisconnectException disconnect
        && disconnect.getMqttMessage().getReasonCode()
            == Mqtt5DisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED) {
      receiveMaximum = Mqtt5ConnectRestrictions.DEFAULT_RECEIVE_MAXIMUM;
    }
  }

  /**
   * Subscribes on a thread of its own: with a kept session the broker sends what it has kept before
   * it answers, more than the inbox may have room for. Then the rest is left to go on beside the
   * session, whose connection ends if it fails.
   */
  private void subscribe(BrokerLink link, Subscriber subscriber, Inbox inbox)
      throws IOException, InterruptedException {
    Thread.ofVirtual()
        .name("subscribe-" + name())
        .start(() -> {
          try {
            endLeftBehind(link);
            subscriber.subscribe(mappings.wanted());
          } catch (IOException | RuntimeException | Error e) {
            // A session without its subscriptions would be silent for ever.
            inbox.end(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            inbox.settle();
          }
        });
    inbox.awaitSettledOrFull();
    Throwable cause = inbox.cause();
    if (cause != null) {
      throw new IOException(LinkFutures.reason(cause), cause);
    }
  }
}
