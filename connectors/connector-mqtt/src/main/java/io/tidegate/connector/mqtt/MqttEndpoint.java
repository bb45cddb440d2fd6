package io.tidegate.connector.mqtt;

import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One broker. */
final class MqttEndpoint implements Endpoint {

  private static final Logger log = LoggerFactory.getLogger(MqttEndpoint.class);

  /** More than the largest receive maximum makes sense of: only QoS 0 can fill it. */
  private static final int EXTRA_MESSAGES = 1024;

  /** What messages may take of the heap; one that is larger passes alone. */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  /** Some brokers limit the size of a packet. */
  private static final int SUBSCRIPTIONS_AT_ONCE = 100;

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
      subscribe(link);
      ready = true;
      return session;
    } finally {
      if (!ready) {
        session.close();
      }
    }
  }

  /**
   * Subscribes to the widest filters; where the broker refuses one, to those that it would have
   * covered. A refused filter is a fault of its mapping only, as long as any is granted.
   */
  private void subscribe(BrokerLink link) throws IOException, InterruptedException {
    List<Subscription> wanted = new ArrayList<>(mappings.wanted());
    List<Subscription> granted = new ArrayList<>();
    String reasons = "";
    while (true) {
      List<Subscription> next = new ArrayList<>(Subscription.widest(wanted));
      next.removeAll(granted);
      if (next.isEmpty()) {
        break;
      }
      next = next.subList(0, Math.min(next.size(), SUBSCRIPTIONS_AT_ONCE));
      Map<Subscription, String> refused = link.subscribe(next);
      granted.addAll(next);
      granted.removeAll(refused.keySet());
      wanted.removeIf(each -> isRefused(each, refused));
      if (!refused.isEmpty()) {
        reasons = describe(refused);
        log.warn("{}: the broker refused to subscribe to {}", name(), reasons);
      }
    }
    if (granted.isEmpty() && !mappings.wanted().isEmpty()) {
      throw new IOException("the broker refused every subscription: " + reasons);
    }
  }

  private static boolean isRefused(Subscription each, Map<Subscription, String> refused) {
    return refused.keySet().stream()
        .anyMatch(other -> other.filter().source().equals(each.filter().source()));
  }

  private static String describe(Map<Subscription, String> refused) {
    return refused.entrySet().stream()
        .map(entry -> entry.getKey().filter() + " (" + entry.getValue() + ")")
        .collect(Collectors.joining(", "));
  }
}
