package io.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.gateway.ConfigFolder;
import io.tidegate.config.gateway.Environment;
import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.config.gateway.RateLimit;
import io.tidegate.config.gateway.SecurityConfig;
import io.tidegate.thingsboard.Server;
import io.tidegate.thingsboard.ThingsBoardSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkSettingsTest {

  @TempDir private Path folder;

  @Test
  void theConfiguredLimitsReachTheUplink() throws IOException {
    ThingsBoardSettings.Limits limits =
        settings("'host':'h','deviceRateLimits':'7:1','maxPayloadSizeBytes':9000").limits();
    assertThat(limits.rates().devices().telemetryMessages()).isEqualTo(RateLimit.parse("7:1"));
    assertThat(limits.rates().devices().telemetryPoints()).isEqualTo(RateLimit.NONE);
    assertThat(limits.ratePercentage()).isEqualTo(50);
    assertThat(limits.maxPayloadSizeBytes()).isEqualTo(9000);
  }

  @Test
  void theVendorsCloudHasLimitsWithoutAWord() throws IOException {
    assertThat(settings("'host':'thingsboard.cloud'").limits().rates().devices().telemetryPoints())
        .isEqualTo(RateLimit.parse("10:1,300:60"));
  }

  @Test
  void theProxyIsPassedOn() throws IOException {
    assertThat(settings("'host':'h','proxy_host':'p','proxy_port':3128").proxy())
        .isEqualTo(new Server("p", 3128));
    assertThat(settings("'host':'h'").proxy()).isNull();
  }

  private ThingsBoardSettings settings(String section) throws IOException {
    String file =
        "{'thingsboard':{%s,'security':{'accessToken':'t'}},'storage':{'type':'memory'}}"
            .formatted(section);
    Files.writeString(folder.resolve("tb_gateway.json"), file.replace('\'', '"'));
    Environment environment = new Environment(Map.of("TB_DEFAULT_RATE_LIMIT_PERCENTAGE", "50"));
    GatewayFolder read = ConfigFolder.check(folder, environment, type -> null);
    return new UplinkSettings(read, Objects.requireNonNull(read.config()).thingsboard())
        .with(SecurityConfig.accessToken("t"));
  }
}
