package io.tidegate.testkit.broker;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.tidegate.testkit.mqtt.ConnectRequest;
import io.tidegate.testkit.mqtt.IncomingMessage;
import io.tidegate.testkit.mqtt.MqttConnection;
import io.tidegate.testkit.mqtt.MqttPeer;
import io.tidegate.testkit.mqtt.MqttServer;
import io.tidegate.testkit.mqtt.MqttService;
import io.tidegate.testkit.mqtt.ReasonCode;
import io.tidegate.testkit.mqtt.TopicFilter;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Routes messages by topic filter with QoS 0 and 1. It keeps no sessions and no retained messages,
 * and knows no shared subscriptions.
 */
public final class EmbeddedBroker implements Closeable {

  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final MqttServer server;

  /** Listens on a port; 0 for a free one. */
  public EmbeddedBroker(int port) throws IOException {
    server = new MqttServer(MqttServer.Settings.DEFAULT.onPort(port), new Service());
    server.listen();
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  private final class Service implements MqttService {

    @Override
    public ConnectReply connect(MqttConnection connection, ConnectRequest request) {
      Client client = new Client(connection);
      clients.add(client);
      return new ConnectReply.Accept(client, SessionPresence.NEW, properties(request));
    }

    private static MqttProperties properties(ConnectRequest request) {
      MqttProperties properties = new MqttProperties();
      if (request.clientId().isEmpty()) {
        properties.add(
            new StringProperty(
                MqttPropertyType.ASSIGNED_CLIENT_IDENTIFIER.value(), UUID.randomUUID().toString()));
      }
      return properties;
    }
  }

  private final class Client implements MqttPeer {

    private record Subscription(TopicFilter filter, int qos) {}

    private final MqttConnection connection;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();

    Client(MqttConnection connection) {
      this.connection = connection;
    }

    @Override
    public int subscribe(String text, int qos) {
      TopicFilter filter = new TopicFilter(text);
      if (!filter.isValid()) {
        return ReasonCode.TOPIC_FILTER_INVALID;
      }
      if (text.startsWith("$share/")) {
        return ReasonCode.SHARED_SUBSCRIPTIONS_UNSUPPORTED;
      }
      subscriptions.put(text, new Subscription(filter, qos));
      return qos;
    }

    @Override
    public void unsubscribe(String filter) {
      subscriptions.remove(filter);
    }

    @Override
    public void published(IncomingMessage message) {
      clients.forEach(client -> client.offer(message));
      message.acknowledge(ReasonCode.SUCCESS);
    }

    private void offer(IncomingMessage message) {
      subscriptions.values().stream()
          .filter(subscription -> subscription.filter().matches(message.topic()))
          .mapToInt(Subscription::qos)
          .max()
          .ifPresent(qos ->
              connection.publish(message.topic(), message.payload(), Math.min(qos, message.qos())));
    }

    @Override
    public void closed() {
      clients.remove(this);
    }
  }
}
