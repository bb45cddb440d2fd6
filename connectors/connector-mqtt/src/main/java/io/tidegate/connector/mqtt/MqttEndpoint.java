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
      new Subscriber(name(), link).subscribe(mappings.wanted());
      ready = true;
      return session;
    } finally {
      if (!ready) {
        session.close();
      }
    }
  }
}
