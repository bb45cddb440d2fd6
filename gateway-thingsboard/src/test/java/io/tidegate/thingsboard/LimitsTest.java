package io.tidegate.thingsboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.gateway.RateLimit;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final String ANSWER =
      """
      {"maxPayloadSize":65536,"maxInflightMessages":100,
       "rateLimits":{"messages":"10:1,60:60","telemetryMessages":"","telemetryDataPoints":null},
       "gatewayRateLimits":{"messages":"","telemetryMessages":"50:1","telemetryDataPoints":"7:1"}}
      """;

  @Test
  void theAnswerOfThePlatformIsUnderstood() {
    SessionLimits limits = SessionLimits.parse(ANSWER.getBytes(UTF_8));
    assertThat(limits.maxPayloadSize()).isEqualTo(65536);
    assertThat(limits.rates().own().messages()).isEqualTo(RateLimit.parse("10:1,60:60"));
    assertThat(limits.rates().own().telemetryPoints()).isEqualTo(RateLimit.NONE);
    assertThat(limits.rates().devices().telemetryPoints()).isEqualTo(RateLimit.parse("7:1"));
  }

  @Test
  void theWindowIsMostOfTheSmallestLimit() {
    assertThat(SessionLimits.parse(ANSWER.getBytes(UTF_8)).window(80, 100)).isEqualTo(40);
    assertThat(parse("{\"maxInflightMessages\":100}").window(80, 100)).isEqualTo(80);
    assertThat(parse("{\"maxInflightMessages\":1}").window(80, 100)).isEqualTo(1);
    assertThat(parse("{}").window(80, 100)).isEqualTo(100);
    assertThat(parse("{\"maxInflightMessages\":0}").window(80, 100)).isEqualTo(100);
  }

  @Test
  void anAnswerThatIsAnErrorIsNotTakenForNoLimits() {
    assertThatThrownBy(() -> parse("{\"error\":\"timeout\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("timeout");
    assertThatThrownBy(() -> parse("nonsense")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theShippedPayloadSizeGivesWayToWhatThePlatformBears() {
    PayloadLimit limit = new PayloadLimit(PayloadLimit.SHIPPED);
    assertThat(limit.bytes()).isEqualTo(8196);
    limit.platformAccepts(65536);
    assertThat(limit.bytes()).isEqualTo(52428);
  }

  @Test
  void aPayloadSizeThatTheUserChoseIsAnUpperBound() {
    PayloadLimit limit = new PayloadLimit(20_000);
    assertThat(limit.bytes()).isEqualTo(20_000);
    limit.platformAccepts(65536);
    assertThat(limit.bytes()).isEqualTo(20_000);
    limit.platformAccepts(10_000);
    assertThat(limit.bytes()).isEqualTo(8_000);
  }

  @Test
  void theServersMaximumPacketSizeAlwaysHolds() {
    PayloadLimit limit = new PayloadLimit(PayloadLimit.SHIPPED);
    limit.serverAccepts(5_000);
    limit.platformAccepts(65536);
    assertThat(limit.bytes()).isEqualTo(4_000);
  }

  private static SessionLimits parse(String answer) {
    return SessionLimits.parse(answer.getBytes(UTF_8));
  }
}
