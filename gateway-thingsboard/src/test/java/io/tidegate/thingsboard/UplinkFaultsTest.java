package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.Gateways.NO_DOWNLINKS;
import static io.tidegate.thingsboard.Gateways.announcement;
import static io.tidegate.thingsboard.Gateways.settings;
import static io.tidegate.thingsboard.Gateways.soonDisconnected;
import static io.tidegate.thingsboard.Gateways.soonUnacknowledged;
import static io.tidegate.thingsboard.Gateways.soonWithoutLimits;
import static io.tidegate.thingsboard.Records.record;
import static io.tidegate.thingsboard.Records.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.data.UplinkRecord;
import io.tidegate.testkit.faults.Ports;
import io.tidegate.testkit.thingsboard.Answer;
import io.tidegate.testkit.thingsboard.Behaviour.LimitsAnswer;
import io.tidegate.testkit.thingsboard.Behaviour.LimitsEnforcement;
import io.tidegate.testkit.thingsboard.ConnectAnswer;
import io.tidegate.testkit.thingsboard.Counters.Count;
import io.tidegate.testkit.thingsboard.RateLimits;
import io.tidegate.testkit.thingsboard.SessionLimits;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.Delivery.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UplinkFaultsTest {

  private static final List<UplinkRecord> ONE = List.of(record("A", 1, series("t", 1)));

  private ThingsBoardStandIn platform;

  @BeforeEach
  void start() throws IOException {
    platform = new ThingsBoardStandIn();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private Delivery open() throws IOException, InterruptedException {
    return new ThingsBoardUplink(settings(platform)).open(NO_DOWNLINKS);
  }

  private Delivery open(ThingsBoardSettings settings) throws IOException, InterruptedException {
    return new ThingsBoardUplink(settings).open(NO_DOWNLINKS);
  }

  @Test
  void withoutAcknowledgementTheConnectionIsDead() throws Exception {
    try (Delivery delivery = open(soonUnacknowledged(platform.port()))) {
      platform.behaviour().answerData(new Answer.Withhold());
      Receipt receipt = delivery.send(ONE);
      assertThatThrownBy(receipt::await)
          .isInstanceOf(IOException.class)
          .hasMessage("no acknowledgement for 3 s");
      assertThatThrownBy(delivery::awaitEnd).hasMessage("no acknowledgement for 3 s");
      await().until(() -> platform.openConnections() == 0);
    }
  }

  @Test
  void aPeerThatNoLongerReadsCostsNothingForLong() throws Exception {
    long threads = clientThreads();
    try (Delivery delivery = open(soonUnacknowledged(platform.port()))) {
      platform.freeze();
      List<UplinkRecord> records = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        records.add(record("A", i, series("t", "x".repeat(40_000))));
      }
      assertThatThrownBy(() -> delivery.send(records).await()).isInstanceOf(IOException.class);
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> clientThreads() <= threads);
  }

  private static long clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("thingsboard-mqtt"))
        .count();
  }

  @Test
  void aQuotaCodeThrottlesAndAnyOtherCodeRefuses() throws Exception {
    try (Delivery delivery = open()) {
      platform.behaviour().answerData(new Answer.Refuse(0x97));
      assertThat(delivery.send(ONE).await())
          .isEqualTo(new Outcome.Throttled("quota exceeded (0x97)"));
      platform.behaviour().answerData(new Answer.Refuse(0x80));
      assertThat(delivery.send(ONE).await())
          .isEqualTo(new Outcome.Refused("unspecified error (0x80)"));
      platform.behaviour().answerData(new Answer.Refuse(0x10));
      assertThat(delivery.send(ONE).await()).isEqualTo(new Outcome.Accepted());
      platform.behaviour().normal();
      assertThat(delivery.send(ONE).await()).isEqualTo(new Outcome.Accepted());
    }
  }

  @Test
  void aQuotaCodeStillCountsWhereTheConnectionEndsWithIt() {
    platform.behaviour().answerData(new Answer.RefuseAndClose(0x97));
    // Whether the code outruns the end of its connection is up to the network.
    await().until(this::isThrottled);
  }

  private boolean isThrottled() throws InterruptedException {
    try (Delivery delivery = open()) {
      boolean throttled = delivery.send(ONE).await() instanceof Outcome.Throttled;
      assertThatThrownBy(delivery::awaitEnd).isInstanceOf(IOException.class);
      return throttled;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aDeviceThatThePlatformDidNotTakeIsAnnouncedAgainBeforeItsData() throws Exception {
    try (Delivery delivery = open()) {
      platform
          .behaviour()
          .answer(message -> message.topic().equals("v1/gateway/connect"), new Answer.Refuse(0x97));
      delivery.announce(announcement("A", "thermometer"));
      await().until(() -> platform.counters().get(Count.REFUSED_ON_DEMAND) == 1);
      platform.behaviour().normal();
      // The answer to the connect has come before the answer to this.
      delivery.send(List.of(record("B", 1, series("t", 1)))).await();
      assertThat(delivery.send(ONE).await()).isInstanceOf(Outcome.Accepted.class);
      assertThat(platform.received().device("A").type()).isEqualTo("thermometer");
    }
  }

  @Test
  void aConnectionThatIsCutFailsWhatIsUnderWay() throws Exception {
    try (Delivery delivery = open()) {
      platform.behaviour().answerData(new Answer.Ignore());
      Receipt receipt = delivery.send(ONE);
      platform.cutConnections();
      assertThatThrownBy(receipt::await)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("was lost");
      assertThatThrownBy(() -> delivery.announce(announcement("A", "default")))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aPlatformThatClosesOnEveryConnectIsTriedAgainAndSpokenToInMqtt5OnceItIsBack()
      throws Exception {
    ThingsBoardUplink uplink = new ThingsBoardUplink(settings(platform));
    for (ConnectAnswer answer :
        List.of(new ConnectAnswer.Close(), new ConnectAnswer.Close(), new ConnectAnswer.Close())) {
      platform.behaviour().onConnect(answer);
      assertThatThrownBy(() -> uplink.open(NO_DOWNLINKS)).isInstanceOf(IOException.class);
    }
    platform.behaviour().normal();
    try (Delivery delivery = uplink.open(NO_DOWNLINKS)) {
      platform.behaviour().answerData(new Answer.Refuse(0x97));
      // MQTT 3.1.1 has no such answer.
      assertThat(delivery.send(ONE).await()).isInstanceOf(Outcome.Throttled.class);
    }
  }

  @Test
  void aPlatformThatNeverAnswersTheConnectIsGivenUp() {
    platform.behaviour().onConnect(new ConnectAnswer.Blackhole());
    assertThatThrownBy(() -> open(soonDisconnected(platform.port())))
        .isInstanceOf(IOException.class);
  }

  @Test
  void wrongCredentialsAreForTheUserToMend() {
    platform.accounts().remove(StandInSettings.GATEWAY);
    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("check the credentials");
  }

  @Test
  void aBusyPlatformIsTriedAgain() {
    platform.behaviour().onConnect(new ConnectAnswer.Refuse(0x97));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("quota exceeded (0x97)");
  }

  @Test
  void withoutSessionLimitsTheUplinkGoesOn() throws Exception {
    for (LimitsAnswer answer : List.of(LimitsAnswer.NONE, LimitsAnswer.ERROR)) {
      platform.behaviour().answerLimits(answer);
      try (Delivery delivery = open(soonWithoutLimits(platform.port()))) {
        assertThat(delivery.send(ONE).await()).isInstanceOf(Outcome.Accepted.class);
      }
    }
  }

  @Test
  void aPlatformOfMqtt311IsSpokenToInItsVersion() throws Exception {
    platform.close();
    platform = new ThingsBoardStandIn(StandInSettings.DEFAULT.withoutVersion5());
    ThingsBoardUplink uplink = new ThingsBoardUplink(settings(platform));
    for (int i = 0; i < 2; i++) {
      try (Delivery delivery = uplink.open(NO_DOWNLINKS)) {
        delivery.announce(announcement("A", "default"));
        assertThat(delivery.send(ONE).await()).isInstanceOf(Outcome.Accepted.class);
      }
    }
    assertThat(platform.counters().get(Count.CONNECTS)).isEqualTo(2);
    assertThat(platform.counters().get(Count.REFUSED_CONNECTS)).isLessThanOrEqualTo(1);
  }

  @Test
  void theNextHostTakesOverAndIsKept() throws Exception {
    int nobody = Ports.free();
    ThingsBoardUplink uplink =
        new ThingsBoardUplink(
            settings(platform)
                .withHosts(
                    List.of(
                        new Server("127.0.0.1", nobody),
                        new Server("127.0.0.1", platform.port()))));
    try (Delivery delivery = uplink.open(NO_DOWNLINKS)) {
      assertThat(delivery.send(ONE).await()).isInstanceOf(Outcome.Accepted.class);
    }
    platform.goDown();
    assertThatThrownBy(() -> uplink.open(NO_DOWNLINKS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(String.valueOf(nobody))
        .hasMessageContaining(String.valueOf(platform.port()));
  }

  @Test
  void thePlatformsRateLimitsAreNeverExceeded() throws Exception {
    platform
        .behaviour()
        .limits(
            SessionLimits.DEFAULT.withGatewayRateLimits(new RateLimits("40:1", "10:1", "50:1")));
    platform.behaviour().enforceLimits(LimitsEnforcement.ON);
    try (Delivery delivery = open()) {
      List<Receipt> receipts = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        receipts.add(
            delivery.send(
                List.of(
                    record("A", i, series("a", i), series("b", i), series("c", i)),
                    record("B", i, series("a", i), series("b", i), series("c", i)))));
      }
      for (Receipt receipt : receipts) {
        assertThat(receipt.await()).isInstanceOf(Outcome.Accepted.class);
      }
    }
    assertThat(platform.counters().get(Count.OVER_QUOTA)).isZero();
    assertThat(platform.counters().get(Count.TELEMETRY_POINTS)).isEqualTo(120);
  }

  @Test
  void noMoreMessagesAreOnTheWireThanThePlatformBears() throws Exception {
    platform.behaviour().limits(SessionLimits.DEFAULT.withMaxInflightMessages(5));
    try (Delivery delivery = open(soonUnacknowledged(platform.port()))) {
      platform.behaviour().answerData(new Answer.Withhold());
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (UplinkRecord record : Stream.generate(ONE::getFirst).limit(50).toList()) {
                    delivery.send(List.of(record));
                  }
                } catch (IOException | InterruptedException e) {
                  // The connection ends for lack of acknowledgements.
                }
              });
      sender.join();
      assertThat(platform.log().payloads("v1/gateway/telemetry")).hasSize(4);
    }
  }
}
