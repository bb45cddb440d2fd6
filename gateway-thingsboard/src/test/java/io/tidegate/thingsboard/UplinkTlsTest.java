package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.Gateways.NO_DOWNLINKS;
import static io.tidegate.thingsboard.Gateways.settings;
import static io.tidegate.thingsboard.Records.record;
import static io.tidegate.thingsboard.Records.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.testkit.thingsboard.Counters.Count;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import io.tidegate.tls.SelfSignedCertificate;
import io.tidegate.tls.TlsSettings;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UplinkTlsTest {

  @TempDir private Path folder;
  private SelfSignedCertificate certificate;
  private ThingsBoardStandIn platform;

  @BeforeEach
  void start() throws Exception {
    certificate = SelfSignedCertificate.create(folder);
    platform = new ThingsBoardStandIn(StandInSettings.DEFAULT.withTls(ServerTls.of(certificate)));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void aServerWhoseCertificateIsTrustedGetsTheData() throws Exception {
    try (Delivery delivery = open("localhost", TlsSettings.trusting(certificate.certFile()))) {
      assertThat(delivery.send(List.of(record("A", 1, series("t", 1)))).await())
          .isInstanceOf(Outcome.Accepted.class);
    }
  }

  @Test
  void aServerOfAnotherAuthorityNeverSeesTheToken() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    SelfSignedCertificate stranger = SelfSignedCertificate.create(other);
    assertThatThrownBy(() -> open("localhost", TlsSettings.trusting(stranger.certFile())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("certificate that is not trusted");
    assertThatThrownBy(() -> open("localhost", TlsSettings.verified()))
        .isInstanceOf(ConfigurationException.class);
    assertThat(platform.counters().get(Count.CONNECTS)).isZero();
    assertThat(platform.counters().get(Count.REFUSED_CONNECTS)).isZero();
  }

  @Test
  void aServerOfAnotherNameNeverSeesTheToken() {
    TlsSettings trusting = TlsSettings.trusting(certificate.certFile());
    assertThatThrownBy(() -> open("127.0.0.1", trusting))
        .isInstanceOf(ConfigurationException.class);
    assertThat(platform.counters().get(Count.CONNECTS)).isZero();
  }

  @Test
  void insecureAcceptsAnyServerBecauseTheUserSaysSo() throws Exception {
    try (Delivery delivery = open("127.0.0.1", new TlsSettings(null, null, null, null, true))) {
      assertThat(delivery).isNotNull();
      assertThat(platform.connectedClients()).isEqualTo(1);
    }
  }

  @Test
  void withoutTlsNothingIsSentThatTheServerUnderstands() {
    assertThatThrownBy(() -> open("localhost", null)).isInstanceOf(IOException.class);
    assertThat(platform.counters().get(Count.CONNECTS)).isZero();
  }

  @Test
  void port8883ImpliesTls() {
    assertThat(LinkOptions.tls(null, new Server("host", 8883))).isEqualTo(TlsSettings.verified());
    assertThat(LinkOptions.tls(null, new Server("host", 1883))).isNull();
    ThingsBoardSettings settings =
        ThingsBoardSettings.of(
            new Server("demo.thingsboard.io", 8883), new Security.AccessToken("secret", null));
    assertThat(new ThingsBoardUplink(settings).name())
        .isEqualTo("mqtts://demo.thingsboard.io:8883");
    assertThat(settings.toString()).doesNotContain("secret");
  }

  private Delivery open(String host, @Nullable TlsSettings tls)
      throws IOException, InterruptedException {
    ThingsBoardSettings plain = settings(platform);
    ThingsBoardSettings secured =
        ThingsBoardSettings.of(
                new Server(host, platform.port()),
                new Security.AccessToken(StandInSettings.TOKEN, tls))
            .withTiming(plain.timing());
    return new ThingsBoardUplink(secured).open(NO_DOWNLINKS);
  }
}
