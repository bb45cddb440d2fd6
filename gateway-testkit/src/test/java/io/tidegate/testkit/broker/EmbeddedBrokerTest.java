package io.tidegate.testkit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerTest {

  // More than the receive maximum of the subscriber, so that the window has to move.
  private static final int MESSAGES = 200;

  @Test
  void deliversEveryMessageInOrderWithinTheReceiveMaximum() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker(0)) {
      Mqtt5BlockingClient publisher = client(broker);
      Mqtt5BlockingClient subscriber = client(broker);
      publisher.connect();
      subscriber.connectWith().restrictions().receiveMaximum(5).applyRestrictions().send();
      try (var received = subscriber.publishes(MqttGlobalPublishFilter.ALL)) {
        subscriber.subscribeWith().topicFilter("a/+/c").qos(MqttQos.AT_LEAST_ONCE).send();
        for (int i = 0; i < MESSAGES; i++) {
          publisher
              .publishWith()
              .topic("a/b/c")
              .qos(MqttQos.AT_LEAST_ONCE)
              .payload(Integer.toString(i).getBytes(UTF_8))
              .send();
        }
        for (int i = 0; i < MESSAGES; i++) {
          byte[] payload = received.receive(20, TimeUnit.SECONDS).orElseThrow().getPayloadAsBytes();
          assertThat(new String(payload, UTF_8)).isEqualTo(Integer.toString(i));
        }
      }
      publisher.disconnect();
      subscriber.disconnect();
    }
  }

  private static Mqtt5BlockingClient client(EmbeddedBroker broker) {
    return Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(broker.port()).buildBlocking();
  }
}
