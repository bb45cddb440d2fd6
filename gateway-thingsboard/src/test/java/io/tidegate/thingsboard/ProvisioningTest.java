package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.Gateways.NO_DOWNLINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.gateway.ProvisioningConfig;
import io.tidegate.config.gateway.SecurityConfig;
import io.tidegate.config.gateway.StoredCredentials;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.connector.ConfigurationException;
import io.tidegate.testkit.faults.Ports;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import io.tidegate.tls.SelfSignedCertificate;
import io.tidegate.tls.TlsSettings;
import io.tidegate.uplink.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProvisioningTest {

  @TempDir private Path folder;

  @Test
  void anAccessTokenIsMadeUpAndKept() throws Exception {
    try (ThingsBoardStandIn platform = new ThingsBoardStandIn()) {
      provisioning(platform).provision(wanted(ProvisioningConfig.Type.ACCESS_TOKEN, "secret"));
      String token = Objects.requireNonNull(stored().accessToken());
      assertThat(token).matches("[a-z]{15}");
      assertLetIn(platform, "127.0.0.1", new Security.AccessToken(token, null));
    }
    Path file = folder.resolve(StoredCredentials.FILE);
    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void basicCredentialsAreTakenAsGivenAndTheRestIsMadeUp() throws Exception {
    try (ThingsBoardStandIn platform = new ThingsBoardStandIn()) {
      provisioning(platform).provision(wanted(ProvisioningConfig.Type.MQTT_BASIC, "secret"));
      SecurityConfig stored = stored();
      assertThat(stored.clientId()).isEqualTo("client");
      assertThat(stored.username()).isEqualTo("user");
      assertThat(stored.password()).matches("[a-z]{15}");
      assertLetIn(
          platform,
          "127.0.0.1",
          new Security.UsernamePassword(
              stored.clientId(), stored.username(), stored.password(), null));
    }
  }

  @Test
  void aCertificateIsMadeAndLetsTheGatewayIn() throws Exception {
    Path server = Files.createDirectory(folder.resolve("server"));
    SelfSignedCertificate serverCertificate = SelfSignedCertificate.create(server);
    TlsSettings tls = TlsSettings.trusting(serverCertificate.certFile());
    try (ThingsBoardStandIn platform =
        new ThingsBoardStandIn(StandInSettings.DEFAULT.withTls(ServerTls.of(serverCertificate)))) {
      new Provisioning(new Server("localhost", platform.port()), null, tls, folder)
          .provision(wanted(ProvisioningConfig.Type.X509_CERTIFICATE, "secret"));
      SecurityConfig stored = stored();
      assertThat(stored.caCert()).isEqualTo("server/cert.pem");
      TlsSettings shown =
          tls.withClientCertificate(
              folder.resolve(Objects.requireNonNull(stored.cert())),
              folder.resolve(Objects.requireNonNull(stored.privateKey())));
      assertLetIn(platform, "localhost", new Security.ClientCertificate(shown));
    }
  }

  @Test
  void aRefusalIsToldInThePlatformsWords() throws Exception {
    try (ThingsBoardStandIn platform = new ThingsBoardStandIn()) {
      assertThatThrownBy(() ->
              provisioning(platform)
                  .provision(wanted(ProvisioningConfig.Type.ACCESS_TOKEN, "wrong")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("Provision data was not found!");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aServerThatDoesNotAnswerIsForLater() throws Exception {
    Provisioning nobodyThere = provisioning(Ports.free());
    assertThatThrownBy(
            () -> nobodyThere.provision(wanted(ProvisioningConfig.Type.ACCESS_TOKEN, "secret")))
        .isInstanceOf(IOException.class);
  }

  private Provisioning provisioning(ThingsBoardStandIn platform) {
    return provisioning(platform.port());
  }

  private Provisioning provisioning(int port) {
    return new Provisioning(
        new Server("127.0.0.1", port), null, null, folder, Duration.ofSeconds(30));
  }

  private static ProvisioningConfig wanted(ProvisioningConfig.Type type, String secret) {
    String caCert = type == ProvisioningConfig.Type.X509_CERTIFICATE ? "server/cert.pem" : null;
    return new ProvisioningConfig(type, "key", secret, null, null, "client", "user", null, caCert);
  }

  private SecurityConfig stored() throws IOException {
    String text = Files.readString(folder.resolve(StoredCredentials.FILE));
    return ConfigReader.read(StoredCredentials.FILE, text, StoredCredentials.class)
        .require()
        .security();
  }

  private static void assertLetIn(ThingsBoardStandIn platform, String host, Security security)
      throws Exception {
    ThingsBoardSettings settings =
        ThingsBoardSettings.of(new Server(host, platform.port()), security);
    try (Delivery delivery = new ThingsBoardUplink(settings).open(NO_DOWNLINKS)) {
      assertThat(platform.connectedClients()).isEqualTo(1);
      assertThat(delivery).isNotNull();
    }
  }
}
