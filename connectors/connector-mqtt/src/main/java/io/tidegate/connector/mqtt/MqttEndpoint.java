package io.tidegate.connector.mqtt;

import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import java.io.IOException;

/** One broker. */
final class MqttEndpoint implements Endpoint {

  /** More than the largest receive maximum makes sense of: only QoS 0 can fill it. */
  private static final int EXTRA_MESSAGES = 1024;

  /** What messages may take of the heap; one that is larger passes alone. */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private final BrokerConfig broker;
  private final String clientId;
  private final MqttMappings mappings;

  MqttEndpoint(BrokerConfig broker, String clientId, MqttMappings mappings) {
    this.broker = broker;
    this.clientId = clientId;
    this.mappings = mappings;
  }

  @Override
  public String name() {
    return "%s://%s:%d"
        .formatted(broker.security().usesTls() ? "mqtts" : "mqtt", broker.host(), broker.port());
  }

  @Override
  public Session open(UplinkSink sink) throws IOException, InterruptedException {
    Inbox inbox = new Inbox(broker.receiveMaximum() + EXTRA_MESSAGES, MOST_BYTES);
    LinkSettings settings = new LinkSettings(broker, clientId);
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
