package io.tidegate.connector.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A device at the broker: keeps what it is told, and may answer. */
final class FieldDevice implements AutoCloseable {

  private final Mqtt3AsyncClient client;
  private final BlockingQueue<Mqtt3Publish> received = new LinkedBlockingQueue<>();

  /** Connects and subscribes. */
  FieldDevice(int port, String... filters) {
    client =
        MqttClient.builder()
            .useMqttVersion3()
            .serverHost("127.0.0.1")
            .serverPort(port)
            .buildAsync();
    client.publishes(MqttGlobalPublishFilter.ALL, received::add);
    client.connect().join();
    for (String filter : filters) {
      client.subscribeWith().topicFilter(filter).qos(MqttQos.EXACTLY_ONCE).send().join();
    }
  }

  /** Answers each further message; no topic: it says nothing. */
  FieldDevice answering(String filter, Function<Mqtt3Publish, Optional<String>> topic) {
    client
        .subscribeWith()
        .topicFilter(filter)
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(message -> topic.apply(message).ifPresent(to -> publish(to, text(message))))
        .send()
        .join();
    return this;
  }

  static String text(Mqtt3Publish message) {
    return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
  }

  void publish(String topic, String payload) {
    var _ =
        client
            .publishWith()
            .topic(topic)
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload(payload.getBytes(StandardCharsets.UTF_8))
            .send();
  }

  void retain(String topic, String payload) {
    client
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(true)
        .payload(payload.getBytes(StandardCharsets.UTF_8))
        .send()
        .join();
  }

  Mqtt3Publish nextMessage() throws InterruptedException {
    Mqtt3Publish next = received.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came within 30 s");
    }
    return next;
  }

  /** Topic and body of the next message. */
  String next() throws InterruptedException {
    Mqtt3Publish next = nextMessage();
    return next.getTopic() + " " + text(next);
  }

  boolean hasMore() {
    return !received.isEmpty();
  }

  @Override
  public void close() {
    // Tests end brokers too: then there is nobody to say it to.
    var _ = client.disconnect();
  }
}
