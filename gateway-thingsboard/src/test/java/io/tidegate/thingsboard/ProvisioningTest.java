package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.Gateways.NO_DOWNLINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.testkit.faults.Ports;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import io.tidegate.thingsboard.ProvisioningRequest.Wanted;
import io.tidegate.tls.SelfSignedCertificate;
import io.tidegate.tls.TlsSettings;
import io.tidegate.uplink.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProvisioningTest {

  @TempDir private Path folder;

  @Test
  void anAccessTokenIsMadeUpAndKept() throws Exception {
    try (ThingsBoardStandIn platform = new ThingsBoardStandIn()) {
      Security security = provision(platform, new Wanted.Token(null));
      assertThat(security)
          .isInstanceOfSatisfying(
              Security.AccessToken.class, token -> assertThat(token.token()).matches("[a-z]{15}"));
      assertLetIn(platform, "127.0.0.1", security);
    }
    assertThat(new CredentialsFile(folder).exists()).isTrue();
    Path file = folder.resolve(".credentials");
    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void basicCredentialsAreTakenAsGivenAndReadBack() throws Exception {
    try (ThingsBoardStandIn platform = new ThingsBoardStandIn()) {
      Security security = provision(platform, new Wanted.Basic("client", "user", null));
      assertThat(security)
          .isInstanceOfSatisfying(
              Security.UsernamePassword.class,
              basic -> {
                assertThat(basic.clientId()).isEqualTo("client");
                assertThat(basic.username()).isEqualTo("user");
                assertThat(basic.password()).matches("[a-z]{15}");
              });
      assertThat(new CredentialsFile(folder).read(null)).isEqualTo(security);
      assertLetIn(platform, "127.0.0.1", security);
    }
  }

  @Test
  void aCertificateIsMadeAndLetsTheGatewayIn() throws Exception {
    Path server = Files.createDirectory(folder.resolve("server"));
    SelfSignedCertificate serverCertificate = SelfSignedCertificate.create(server);
    try (ThingsBoardStandIn platform =
        new ThingsBoardStandIn(StandInSettings.DEFAULT.withTls(ServerTls.of(serverCertificate)))) {
      Security security =
          new Provisioning(
                  new Server("localhost", platform.port()),
                  null,
                  TlsSettings.trusting(serverCertificate.certFile()),
                  folder)
              .provision(request(new Wanted.Certificate(Path.of("server", "cert.pem")), "secret"));
      assertThat(security).isInstanceOf(Security.ClientCertificate.class);
      assertLetIn(platform, "localhost", security);
    }
  }

  @Test
  void aRefusalIsToldInThePlatformsWords() throws Exception {
    try (ThingsBoardStandIn platform = new ThingsBoardStandIn()) {
      assertThatThrownBy(() ->
              provisioning(platform.port(), null)
                  .provision(request(new Wanted.Token("t"), "wrong")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("Provision data was not found!");
    }
    assertThat(new CredentialsFile(folder).exists()).isFalse();
  }

  @Test
  void aServerThatDoesNotAnswerIsForLater() throws Exception {
    int nobody = Ports.free();
    assertThatThrownBy(
            () -> provisioning(nobody, null).provision(request(new Wanted.Token("t"), "secret")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aFileOfThePythonGatewayIsUnderstood() throws Exception {
    Files.writeString(
        folder.resolve(".credentials"),
        "{\"status\": \"SUCCESS\", \"credentialsType\": \"ACCESS_TOKEN\","
            + " \"credentialsValue\": \"jwjewuexlxxmxcj\", \"caCert\": null}");
    assertThat(new CredentialsFile(folder).read(null))
        .isEqualTo(new Security.AccessToken("jwjewuexlxxmxcj", null));
  }

  private Security provision(ThingsBoardStandIn platform, Wanted wanted) throws Exception {
    return provisioning(platform.port(), null).provision(request(wanted, "secret"));
  }

  private Provisioning provisioning(int port, @Nullable TlsSettings tls) {
    return new Provisioning(
        new Server("127.0.0.1", port), null, tls, folder, Duration.ofSeconds(5));
  }

  private static ProvisioningRequest request(Wanted wanted, String secret) {
    return new ProvisioningRequest("key", secret, null, wanted);
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
