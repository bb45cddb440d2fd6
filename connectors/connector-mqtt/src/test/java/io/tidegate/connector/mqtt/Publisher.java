package io.tidegate.connector.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A device: publishes and waits for the broker. */
final class Publisher implements AutoCloseable {

  private final Mqtt3BlockingClient client;

  Publisher(int port) {
    client =
        MqttClient.builder()
            .useMqttVersion3()
            .serverHost("127.0.0.1")
            .serverPort(port)
            .buildBlocking();
    client.connect();
  }

  void publish(String topic, byte[] payload, int qos) {
    client
        .publishWith()
        .topic(topic)
        .payload(payload)
        .qos(Objects.requireNonNull(MqttQos.fromCode(qos)))
        .send();
  }

  void publish(String topic, String payload) {
    publish(topic, payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8), 1);
  }

  @Override
  public void close() {
    // Tests end brokers too: then there is nobody to say it to.
    var _ = client.toAsync().disconnect();
  }
}
