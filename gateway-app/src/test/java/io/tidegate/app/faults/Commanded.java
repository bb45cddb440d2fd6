package io.tidegate.app.faults;

import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The devices as those who are told something, at {@code told/<device>/<what>/<number>}. Whatever
 * is called {@code echo} they answer at {@code answer/<device>/<number>} with what they were sent.
 */
final class Commanded implements AutoCloseable {

  /** For the connector: what goes to them, and where their answers come. */
  static final String REQUESTS =
      """
      {
        "attributeUpdates": [
          {
            "deviceNameFilter": ".*", "attributeFilter": ".*",
            "topicExpression": "told/${deviceName}/${attributeKey}/0",
            "valueExpression": "${attributeValue}"
          }
        ],
        "serverSideRpc": [
          {
            "deviceNameFilter": ".*", "methodFilter": "set",
            "requestTopicExpression": "told/${deviceName}/${methodName}/${requestId}",
            "valueExpression": "${params}"
          },
          {
            "deviceNameFilter": ".*", "methodFilter": "echo|held",
            "requestTopicExpression": "told/${deviceName}/${methodName}/${requestId}",
            "responseTopicExpression": "answer/${deviceName}/${requestId}",
            "responseTimeout": 20000,
            "valueExpression": "${params}"
          },
          {
            "deviceNameFilter": ".*", "methodFilter": "silent",
            "requestTopicExpression": "told/${deviceName}/${methodName}/${requestId}",
            "responseTopicExpression": "answer/${deviceName}/${requestId}",
            "responseTimeout": 8000,
            "valueExpression": "${params}"
          }
        ]
      }
      """;

  private final Mqtt3AsyncClient client;
  private final List<String> told = new CopyOnWriteArrayList<>();

  Commanded(int port) {
    client =
        MqttClient.builder()
            .useMqttVersion3()
            .serverHost("127.0.0.1")
            .serverPort(port)
            .identifier("commanded")
            .buildAsync();
    client.connect().join();
    client
        .subscribeWith()
        .topicFilter("told/#")
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(this::take)
        .send()
        .join();
  }

  /** Waits until a device was told something; returns all of the topic. */
  String awaitTold(String beginOfTopic) {
    return await("something told at " + beginOfTopic)
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> told.stream().filter(each -> each.startsWith(beginOfTopic)).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Answers what a device was told. */
  void answer(String topic, String payload) {
    String[] levels = topic.split("/", -1);
    var _ =
        client
            .publishWith()
            .topic("answer/" + levels[1] + "/" + levels[3])
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload(payload.getBytes(StandardCharsets.UTF_8))
            .send();
  }

  private void take(Mqtt3Publish message) {
    String topic = message.getTopic().toString();
    if (topic.contains("/echo/")) {
      answer(topic, new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8));
    }
    told.add(topic);
  }

  @Override
  public void close() {
    // The broker may be gone.
    var _ = client.disconnect();
  }
}
