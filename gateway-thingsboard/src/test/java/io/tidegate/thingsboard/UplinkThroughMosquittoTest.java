package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.Gateways.NO_DOWNLINKS;
import static io.tidegate.thingsboard.Gateways.announcement;
import static io.tidegate.thingsboard.Gateways.settings;
import static io.tidegate.thingsboard.Records.record;
import static io.tidegate.thingsboard.Records.series;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.tidegate.data.UplinkRecord;
import io.tidegate.testkit.MosquittoProcess;
import io.tidegate.thingsboard.ThingsBoardSettings.Timing;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.Delivery.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that nobody of ours wrote, with another client in the role of the platform. */
@Timeout(60)
class UplinkThroughMosquittoTest {

  private final Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
  @TempDir private Path folder;
  private MosquittoProcess mosquitto;
  private int port;
  private Mqtt5BlockingClient platform;

  @BeforeEach
  void start() throws Exception {
    MosquittoProcess.assumeInstalled();
    mosquitto =
        MosquittoProcess.in(folder)
            .option("max_packet_size 5000")
            .option("max_queued_messages 0")
            .start();
    port = mosquitto.port();
    platform =
        Mqtt5Client.builder()
            .identifier("platform")
            .serverHost("127.0.0.1")
            .serverPort(port)
            .buildBlocking();
    platform.connect();
    platform
        .toAsync()
        .subscribeWith()
        .topicFilter(Topics.TELEMETRY)
        .callback(message -> sizes.add(message.getPayloadAsBytes().length))
        .send()
        .get();
  }

  @AfterEach
  void stop() {
    if (mosquitto != null) {
      platform.disconnect();
      mosquitto.close();
    }
  }

  @Test
  void theServersMaximumPacketSizeIsKeptAndALateAnswerToTheLimitsStillCounts() throws Exception {
    List<UplinkRecord> records = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      records.add(record("A", i, series("temperature", i)));
    }
    ThingsBoardSettings settings =
        settings(port)
            .withTiming(
                new Timing(
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(20),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(30)));
    try (Delivery delivery = new ThingsBoardUplink(settings).open(NO_DOWNLINKS)) {
      delivery.announce(announcement("A", "default"));
      assertThat(delivery.send(records).await()).isInstanceOf(Outcome.Accepted.class);
      await().until(() -> sizes.size() >= 10);
      assertThat(sizes).allMatch(size -> size <= 4_000).anyMatch(size -> size > 3_900);
      platform
          .publishWith()
          .topic(Topics.OWN_RPC_RESPONSE + "1")
          .qos(MqttQos.AT_LEAST_ONCE)
          .payload("{\"maxPayloadSize\":1000}".getBytes(UTF_8))
          .send();
      await()
          .untilAsserted(() -> {
            sizes.clear();
            delivery.send(records).await();
            await().until(() -> !sizes.isEmpty());
            assertThat(sizes).allMatch(size -> size <= 800);
          });
    }
  }
}
