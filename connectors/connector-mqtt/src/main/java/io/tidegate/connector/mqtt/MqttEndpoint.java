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

  /** More than the largest receive maximum makes sense of: only QoS 0 can fill it. */
  private static final int EXTRA_MESSAGES = 1024;

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
    Inbox inbox = new Inbox(broker.receiveMaximum() + EXTRA_MESSAGES, MOST_BYTES);
    learnFrom(previous);
    previous = inbox;
    LinkSettings settings = new LinkSettings(broker, clientId, receiveMaximum);
    BrokerLink link =
        broker.isVersion5() ? new Mqtt5Link(settings, inbox) : new Mqtt3Link(settings, inbox);
    MqttSession session = new MqttSession(link, inbox, mappings, broker.isPersistent(), sink);
    boolean ready = false;
    try {
      link.connect();
      subscribe(link, inbox);
      ready = true;
      return session;
    } finally {
      if (!ready) {
        session.close();
      }
    }
  }

  /**
   * Some brokers send more than the receive maximum (mosquitto 2.0 with {@code
   * max_inflight_messages 0}), for which the client has to end the connection (MQTT 5, 3.3.4). Such
   * a one is told no maximum from then on; the inbox stops it by not reading its socket.
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
  private void subscribe(BrokerLink link, Inbox inbox) throws IOException, InterruptedException {
    Thread.ofVirtual()
        .name("subscribe-" + name())
        .start(() -> {
          try {
            new Subscriber(name(), link).subscribe(mappings.wanted());
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
