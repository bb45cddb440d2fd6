package io.tidegate.app.demo;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.exceptions.MqttSessionExpiredException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.tidegate.testkit.thingsboard.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongPredicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The least that a gateway does, in memory: enough to see what the demo makes of it. */
final class RelayGateway implements DemoGateway {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration RETRY = Duration.ofMillis(100);

  private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
  private final LongAdder stored = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongPredicate loses;
  private final Mqtt5BlockingClient south;
  private final Mqtt5BlockingClient north;
  private final Thread relay;

  RelayGateway(Path folder, LongPredicate loses) {
    this.loses = loses;
    JsonNode thingsboard = JSON.readTree(folder.resolve("tb_gateway.json")).path("thingsboard");
    JsonNode broker = JSON.readTree(folder.resolve("mqtt.json")).path("broker");
    south = client(broker.path("port").asInt(), "");
    north =
        client(
            thingsboard.path("port").asInt(), thingsboard.at("/security/accessToken").asString());
    south.connect();
    south
        .toAsync()
        .subscribeWith()
        .topicFilter("plant/#")
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(this::take)
        .send()
        .join();
    relay = Thread.ofVirtual().start(this::relay);
  }

  private static Mqtt5BlockingClient client(int port, String token) {
    return Mqtt5Client.builder()
        .identifier("relay")
        .serverHost("127.0.0.1")
        .serverPort(port)
        .simpleAuth()
        .username(token)
        .applySimpleAuth()
        .buildBlocking();
  }

  private void take(Mqtt5Publish publish) {
    for (Map.Entry<String, Long> reading : readings(publish)) {
      if (!loses.test(reading.getValue())) {
        stored.increment();
        queue.add(
            JSON.writeValueAsBytes(
                Map.of(reading.getKey(), List.of(Map.of("n", reading.getValue())))));
      }
    }
  }

  private static List<Map.Entry<String, Long>> readings(Mqtt5Publish publish) {
    String topic = publish.getTopic().toString();
    String text = new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8);
    List<Map.Entry<String, Long>> readings = new ArrayList<>();
    if (topic.equals("plant/tank/raw")) {
      readings.add(Map.entry(text.substring(0, 4), Long.parseLong(text.substring(4, 12))));
      return readings;
    }
    JsonNode json = JSON.readTree(text);
    for (JsonNode reading : json.isArray() ? json : List.of(json)) {
      if (reading.has("n")) {
        String device = reading.path("meter").asString(topic);
        readings.add(Map.entry(device, reading.path("n").asLong()));
      }
    }
    return readings;
  }

  private void relay() {
    try {
      while (true) {
        deliver(queue.take());
        delivered.increment();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void deliver(byte[] payload) throws InterruptedException {
    while (true) {
      try {
        if (!north.getState().isConnected()) {
          north.connect();
        }
        north
            .publishWith()
            .topic(Topics.GATEWAY_TELEMETRY)
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload(payload)
            .send();
        return;
      } catch (ConnectionFailedException
          | MqttClientStateException
          | MqttSessionExpiredException e) {
        Thread.sleep(RETRY);
      }
    }
  }

  @Override
  public Snapshot snapshot() {
    long done = delivered.sum();
    long all = stored.sum();
    return new Snapshot(all, 0, 0, 0, all, done, all - done, 0);
  }

  @Override
  public void close() throws IOException {
    relay.interrupt();
    south.disconnect();
  }
}
