package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.Gateways.announcement;
import static io.tidegate.thingsboard.Gateways.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.testkit.thingsboard.Counters.Count;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import io.tidegate.uplink.Delivery;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway with one device that is connected to the stand-in. */
abstract class ConnectedGateway {

  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final String GATEWAY = StandInSettings.GATEWAY;

  final Field field = new Field();
  ThingsBoardStandIn platform;
  Delivery delivery;

  @BeforeEach
  void connect() throws Exception {
    platform = new ThingsBoardStandIn(StandInSettings.DEFAULT.logging(3_000));
    delivery = new ThingsBoardUplink(settings(platform)).open(field);
    announce("Dev A");
  }

  void announce(String device) throws Exception {
    delivery.announce(announcement(device, "typeA"));
    await().until(() -> platform.received().find(device).isPresent());
  }

  @AfterEach
  void close() throws IOException {
    delivery.close();
    platform.close();
    assertThat(platform.counters().get(Count.DUPLICATE_REPLIES)).isZero();
  }

  String reply(int call) throws InterruptedException {
    return platform.awaitReply(call, PATIENCE);
  }

  void send(String topic, String payload) {
    platform.send(topic, payload.getBytes(UTF_8));
  }
}
