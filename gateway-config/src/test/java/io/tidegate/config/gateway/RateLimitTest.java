package io.tidegate.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.gateway.RateLimit.Window;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

  @Test
  void windowsAreSeparatedByCommasOrSemicolons() {
    assertThat(RateLimit.parse("10:1, 60:60;100:3600,").windows())
        .containsExactly(new Window(10, 1), new Window(60, 60), new Window(100, 3600));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0:0", "0:0,", " "})
  void nothingAndZeroAreNoLimit(String text) {
    assertThat(RateLimit.parse(text)).isEqualTo(RateLimit.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "10:1:2", "a:1", "-1:1", "10:1.5"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> RateLimit.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsAreScaledAndTruncatedButNeverToZero() {
    assertThat(RateLimit.parse("10:1,9:60,1:1").scaled(80).windows())
        .containsExactly(new Window(8, 1), new Window(7, 60), new Window(1, 1));
  }

  @Test
  void aMarkerIsALimitOnlyOnTheVendorsCloud() {
    RateLimitSetting marker = RateLimitSetting.parse("DEFAULT_TELEMETRY_DP_RATE_LIMIT");
    assertThat(marker.resolve(on("eu.thingsboard.cloud")))
        .isEqualTo(RateLimit.parse("10:1,300:60"));
    assertThat(marker.resolve(on("tb.my-cloud.org"))).isEqualTo(RateLimit.parse("10:1,300:60"));
    assertThat(marker.resolve(on("demo.thingsboard.io"))).isEqualTo(RateLimit.parse("10:1,300:60"));
    assertThat(marker.resolve(on("10.0.0.1"))).isEqualTo(RateLimit.NONE);
    assertThat(
            RateLimitSetting.parse("DEFAULT_MESSAGES_RATE_LIMIT").resolve(on("thingsboard.cloud")))
        .isEqualTo(RateLimit.parse("10:1,60:60"));
    assertThat(marker.resolve(on("10.0.0.1", "thingsboard.cloud")))
        .isEqualTo(RateLimit.parse("10:1,300:60"));
    assertThat(RateLimitSetting.parse("5:1").resolve(on("thingsboard.cloud")))
        .isEqualTo(RateLimit.parse("5:1"));
  }

  private static List<HostAddress> on(String... hosts) {
    return Stream.of(hosts).map(HostAddress::parse).toList();
  }
}
