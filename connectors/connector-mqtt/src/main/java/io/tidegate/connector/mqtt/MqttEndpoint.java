package io.tidegate.connector.mqtt;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectRestrictions;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One broker. */
final class MqttEndpoint implements Endpoint {

  /** Enough to keep the session busy while the log syncs; with more, the socket is not read. */
  private static final int MOST_MESSAGES = 2048;

  /** What messages may take of the heap; one that is larger passes alone. */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private final BrokerConfig broker;
  private final String clientId;
  private final MqttMappings mappings;

  /** Of the session before; its end may have taught what the broker does not keep to. */
  private volatile @Nullable Inbox previous;

  private volatile int receiveMaximum;

  MqttEndpoint(BrokerConfig broker, String clientId, MqttMappings mappings) {
    this.broker = broker;
    this.clientId = clientId;
    this.mappings = mappings;
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
    LinkSettings settings = new LinkSettings(broker, clientId, receiveMaximum);
    BrokerLink link =
        broker.isVersion5() ? new Mqtt5Link(settings, inbox) : new Mqtt3Link(settings, inbox);
    MqttSession session = new MqttSession(link, inbox, mappings, broker.isPersistent(), sink);
    boolean ready = false;
    try {
      link.connect();
      subscribe(link, inbox, sink);
      ready = true;
      return session;
    } finally {
      if (!ready) {
        session.close();
      }
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
  private void subscribe(BrokerLink link, Inbox inbox, UplinkSink sink)
      throws IOException, InterruptedException {
    Thread.ofVirtual()
        .name("subscribe-" + name())
        .start(() -> {
          try {
            new Subscriber(name(), link, sink::rejected).subscribe(mappings.wanted());
          } catch (IOException e) {
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
