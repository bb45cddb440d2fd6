package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.Gateways.announcement;
import static io.tidegate.thingsboard.Gateways.settings;
import static io.tidegate.thingsboard.Records.record;
import static io.tidegate.thingsboard.Records.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.AttributeScope;
import io.tidegate.data.Device;
import io.tidegate.testkit.thingsboard.Answer;
import io.tidegate.testkit.thingsboard.Counters.Count;
import io.tidegate.testkit.thingsboard.RateLimits;
import io.tidegate.testkit.thingsboard.SessionLimits;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import io.tidegate.uplink.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replies do not queue behind telemetry. */
class RepliesUnderLoadTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private ThingsBoardStandIn platform;
  private Delivery delivery;

  @BeforeEach
  void start() throws Exception {
    platform = new ThingsBoardStandIn();
    delivery = open();
  }

  private Delivery open() throws Exception {
    Delivery opened = new ThingsBoardUplink(settings(platform)).open(new Field());
    opened.announce(announcement("A", "default"));
    await().atMost(PATIENCE).until(() -> platform.received().find("A").isPresent());
    return opened;
  }

  @AfterEach
  void close() throws IOException {
    delivery.close();
    platform.close();
  }

  private void reconnect(SessionLimits limits) throws Exception {
    delivery.close();
    platform.behaviour().limits(limits);
    platform.received().clear();
    delivery = open();
  }

  /** More than ever fit; blocks until the end of the connection. */
  private void flood() {
    Thread.ofVirtual()
        .start(() -> {
          try {
            for (int i = 1; i < 1_000_000; i++) {
              delivery.send(List.of(record("A", i, series("t", i))));
            }
          } catch (IOException | InterruptedException e) {
            // The end of the test.
          }
        });
  }

  private void replyAndRequestPass() throws Exception {
    assertThat(platform.awaitReply(platform.call("A", "m", 1), PATIENCE)).contains("true");
    assertThat(platform.awaitReply(platform.call("Gateway", "m", 1), PATIENCE)).contains("true");
    delivery.attributes(new Device("A", "default"), AttributeScope.SHARED, List.of());
  }

  @Test
  void theyPassWhereTheWindowIsFullOfTelemetry() throws Exception {
    platform.behaviour().answerData(new Answer.Withhold());
    flood();
    // The details of the device may have come before, or take a place of these.
    await().atMost(PATIENCE).until(() -> platform.counters().get(Count.TELEMETRY_MESSAGES) >= 70);
    replyAndRequestPass();
  }

  @Test
  void theyPassWhereTelemetryIsAtItsRateLimit() throws Exception {
    reconnect(SessionLimits.DEFAULT.withGatewayRateLimits(new RateLimits("", "10:3600", "")));
    flood();
    await().atMost(PATIENCE).until(() -> platform.counters().get(Count.TELEMETRY_MESSAGES) >= 7);
    replyAndRequestPass();
  }

  @Test
  void aLineOfLargeMessagesInFrontOfThemHasABound() throws Exception {
    platform.behaviour().answerData(new Answer.Withhold());
    String large = "x".repeat(50_000);
    Thread lane =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int i = 1; i < 1_000; i++) {
                  delivery.send(List.of(record("A", i, series("t", large))));
                }
              } catch (IOException | InterruptedException e) {
                // The end of the test.
              }
            });
    await().atMost(PATIENCE).until(() -> platform.counters().get(Count.TELEMETRY_MESSAGES) >= 20);
    replyAndRequestPass();
    assertThat(platform.counters().get(Count.TELEMETRY_MESSAGES)).isEqualTo(20);
    delivery.close();
    lane.join();
  }

  @Test
  void moreRepliesThanTheWindowAllArrive() throws Exception {
    reconnect(SessionLimits.DEFAULT.withMaxInflightMessages(3));
    List<Integer> calls = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      calls.add(platform.call("A", "m", i));
    }
    for (int call : calls) {
      assertThat(platform.awaitReply(call, PATIENCE)).contains("true");
    }
    assertThat(platform.counters().get(Count.DUPLICATE_REPLIES)).isZero();
  }
}
