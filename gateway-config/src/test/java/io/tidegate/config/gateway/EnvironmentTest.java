package io.tidegate.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.json.ConfigProblem;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  private static final String FILE =
      """
      {"thingsboard": {"host": "file", "security": {"accessToken": "file", "caCert": "ca.pem"}},
       "storage": {"type": "memory"}}
      """;

  private final List<ConfigProblem> problems = new ArrayList<>();

  @Test
  void theVariablesOverrideTheFile() {
    ThingsBoardConfig config =
        merged(
            Map.of(
                "TB_GW_HOST", "env",
                "TB_GW_PORT", "8883",
                "TB_GW_RATE_LIMITS", "1:1",
                "TB_GW_DEVICE_RATE_LIMITS", "2:1",
                "TB_GW_DP_RATE_LIMITS", "3:1"));
    assertThat(config.servers()).containsExactly(new HostAddress("env", 8883));
    assertThat(RateLimits.of(config))
        .isEqualTo(new RateLimits(rates("1:1", "1:1", "3:1"), rates("1:1", "2:1", "3:1")));
  }

  // Replacing the section, as the Python gateway does, would send the token in the clear.
  @Test
  void credentialsReplaceThoseOfTheFileAndLeaveItsTlsSettings() {
    ThingsBoardConfig config = merged(Map.of("TB_GW_USERNAME", "u", "TB_GW_PASSWORD", "p"));
    assertThat(config.security())
        .satisfies(security -> {
          assertThat(security.kind()).isEqualTo(SecurityConfig.Type.USERNAME_PASSWORD);
          assertThat(security.accessToken()).isNull();
          assertThat(security.caCert()).isEqualTo("ca.pem");
          assertThat(security.toString()).doesNotContain("p,", "u,");
        });
  }

  @Test
  void ambiguousOldNamesCountOnlyBesideAnUnambiguousOne() {
    assertThat(merged(Map.of("host", "printer", "type", "x")).servers())
        .containsExactly(new HostAddress("file", 1883));
    assertThat(problems)
        .extracting(Object::toString)
        .containsExactly(
            "warning: environment:host: / is ignored, since other programs have a variable of this"
                + " name; use TB_GW_HOST",
            "warning: environment:type: / is ignored, since other programs have a variable of this"
                + " name; use TB_GW_SECURITY_TYPE");
    problems.clear();
    assertThat(merged(Map.of("host", "old", "port", "1884", "accessToken", "t")).servers())
        .containsExactly(new HostAddress("old", 1884));
    assertThat(merged(Map.of("host", "old", "accessToken", "t", "TB_GW_HOST", "new")).servers())
        .as("the current name wins")
        .containsExactly(new HostAddress("new", 1883));
    assertThat(problems).isEmpty();
  }

  @Test
  void provisioningVariablesTellTheKindOfCredentials() {
    String prefix = "TB_GW_PROVISIONING_DEVICE_";
    Map<String, String> both = Map.of(prefix + "KEY", "k", prefix + "SECRET", "s");
    assertThat(merged(both).provisioning())
        .isEqualTo(
            new ProvisioningConfig(
                ProvisioningConfig.Type.ACCESS_TOKEN,
                "k",
                "s",
                null,
                null,
                null,
                null,
                null,
                null));
    assertThat(
            merged(
                    Map.of(
                        prefix + "KEY", "k",
                        prefix + "SECRET", "s",
                        prefix + "NAME", "n",
                        prefix + "USERNAME", "u"))
                .provisioning())
        .isEqualTo(
            new ProvisioningConfig(
                ProvisioningConfig.Type.MQTT_BASIC, "k", "s", "n", null, null, "u", null, null));
    assertThat(merged(Map.of(prefix + "KEY", "k")).provisioning()).as("one is not enough").isNull();
  }

  @Test
  void otherVariables() {
    Environment environment =
        new Environment(
            Map.of("TB_GW_LOGS_PATH", "/logs", "TB_DEFAULT_RATE_LIMIT_PERCENTAGE", "50"));
    assertThat(environment.logsFolder()).isEqualTo(Path.of("/logs"));
    assertThat(environment.rateLimitPercentage(problems)).isEqualTo(50);
    assertThat(new Environment(Map.of()).rateLimitPercentage(problems)).isEqualTo(80);
    assertThat(problems).isEmpty();
  }

  private ThingsBoardConfig merged(Map<String, String> variables) {
    ObjectNode file = (ObjectNode) ConfigText.parse("tb_gateway.json", FILE).require();
    ObjectNode tree = new Environment(variables).mergedInto(file, problems);
    return ConfigReader.read(tree, GatewayConfig.class).require().thingsboard();
  }

  private static RateLimits.Rates rates(String messages, String telemetry, String points) {
    return new RateLimits.Rates(
        RateLimit.parse(messages), RateLimit.parse(telemetry), RateLimit.parse(points));
  }
}
