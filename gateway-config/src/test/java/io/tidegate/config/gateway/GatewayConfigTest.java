package io.tidegate.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.json.ConfigProblem;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigResult;
import io.tidegate.connector.ReportStrategyConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigTest {

  @Test
  void defaultsAreThoseOfThePythonGateway() {
    ThingsBoardConfig config = read("'host': 'a'").require().thingsboard();
    assertThat(config.port()).isEqualTo(1883);
    assertThat(config.qos()).isEqualTo(1);
    assertThat(config.keepAlive()).isEqualTo(120);
    assertThat(config.remoteShell()).isFalse();
    assertThat(config.remoteConfiguration()).isFalse();
    assertThat(config.statistics())
        .isEqualTo(new StatisticsConfig(true, true, 60, 3600, null, List.of(), false));
    assertThat(config.deviceFiltering()).isEqualTo(new DeviceFilteringConfig(false, null));
    assertThat(config.reportStrategy())
        .isEqualTo(
            new ReportStrategyConfig(
                ReportStrategyConfig.Type.ON_RECEIVED, 10_000, 86_400, 0, 0, null));
    assertThat(config.maxPayloadSizeBytes()).isEqualTo(8196);
    assertThat(config.minPackSendDelayMS()).isEqualTo(50);
    assertThat(config.minPackSizeToSend()).isEqualTo(500);
    assertThat(config.checkConnectorsConfigurationInSeconds()).isEqualTo(60);
    assertThat(config.handleDeviceRenaming()).isTrue();
    assertThat(config.checkingDeviceActivity()).isEqualTo(new DeviceActivityConfig(false, 50, 1));
    assertThat(config.syncDevicesSharedAttributesOnConnect()).isTrue();
    assertThat(RateLimits.of(config)).isEqualTo(RateLimits.NONE);
    assertThat(read("'host': 'a'").require().grpc())
        .isEqualTo(new GrpcConfig(false, 9595, 10_000, 5000, true, 0, 10_000, 5000));
  }

  @Test
  void anEmptyFileAsksForWhatIsRequired() {
    assertThat(ConfigReader.read("tb_gateway.json", "{}", GatewayConfig.class).problems())
        .extracting(Object::toString)
        .containsExactly(
            "error: tb_gateway.json:1: /thingsboard is required but missing",
            "error: tb_gateway.json:1: /storage is required but missing",
            "warning: tb_gateway.json:1: /connectors names no connector: the gateway has nothing to"
                + " collect");
  }

  @Test
  void serversAreTheHostAndThenTheListEachWithAPort() {
    assertThat(
            read("'host': 'a', 'port': 1884, 'hosts': ['b:1885', {'host': 'c'}, '[2001:db8::1]:1',"
                    + " '2001:db8::2']")
                .require()
                .thingsboard()
                .servers())
        .containsExactly(
            new HostAddress("a", 1884),
            new HostAddress("b", 1885),
            new HostAddress("c", 1884),
            new HostAddress("2001:db8::1", 1),
            new HostAddress("2001:db8::2", 1884));
    assertThat(read("'hosts': ['b']").require().thingsboard().servers())
        .as("a list alone is enough")
        .containsExactly(new HostAddress("b", 1883));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a", "a:70000", "[::1", "[::1]x", "", "a/b"})
  void whatIsNoHostIsAnError(String host) {
    assertThat(read("'host': '" + host + "'").problems())
        .filteredOn(ConfigProblem::isError)
        .singleElement()
        .extracting(problem -> problem.place().pointer())
        .isEqualTo("/thingsboard/host");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'accessToken': 't'}                       | ACCESS_TOKEN      | 1883 | false",
        "{'accessToken': 't'}                       | ACCESS_TOKEN      | 8883 | true",
        "{'accessToken': 't', 'tls': true}          | ACCESS_TOKEN      | 1883 | true",
        "{'accessToken': 't', 'caCert': 'c'}        | ACCESS_TOKEN      | 1883 | true",
        "{'type': 'tlsAccessToken', 'accessToken': 't'} | TLS_ACCESS_TOKEN | 1883 | true",
        "{'clientId': 'c'}                          | USERNAME_PASSWORD | 1883 | false",
        "{'cert': 'c', 'privateKey': 'k'}           | TLS_PRIVATE_KEY   | 1883 | true"
      },
      quoteCharacter = '`')
  void theKindOfCredentialsAndTlsAreEvident(
      String security, SecurityConfig.Type kind, int port, boolean tls) {
    ThingsBoardConfig config =
        read("'host': 'a', 'port': " + port + ", 'security': " + security).require().thingsboard();
    assertThat(config.security())
        .satisfies(s -> {
          assertThat(s.kind()).isEqualTo(kind);
          assertThat(config.tls(s)).isEqualTo(tls);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'password': 'p'}",
        "{'type': 'accessToken'}",
        "{'type': 'accessToken', 'accessToken': ' '}",
        "{'type': 'usernamePassword', 'accessToken': 't'}",
        "{'type': 'tlsPrivateKey', 'cert': 'c'}"
      })
  void incompleteCredentialsAreAnError(String security) {
    assertThat(read("'host': 'a', 'security': " + security).isValid()).isFalse();
  }

  @Test
  void textOfRecordsShowsNoSecrets() {
    GatewayConfig config =
        read("'host': 'a', 'security': {'accessToken': 's3cret', 'password': 's3cret'},"
                + " 'provisioning': {'provisionDeviceKey': 's3cret',"
                + " 'provisionDeviceSecret': 's3cret'}")
            .require();
    assertThat(config.toString()).doesNotContain("s3cret");
  }

  private static ConfigResult<GatewayConfig> read(String thingsboard) {
    return ConfigReader.read(
        "tb_gateway.json",
        ("{'thingsboard': {" + thingsboard + "}, 'storage': {'type': 'memory'}}")
            .replace('\'', '"'),
        GatewayConfig.class);
  }
}
