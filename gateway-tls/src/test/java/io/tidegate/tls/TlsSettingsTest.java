package io.tidegate.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.testkit.TestCertificates;
import io.tidegate.testkit.TestCertificates.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSettingsTest {

  @TempDir Path folder = Path.of("");

  private TestCertificates authority;
  private Identity server;

  @BeforeEach
  void issue() throws IOException {
    authority = TestCertificates.authority(folder, "ca");
    server = authority.issue("localhost");
  }

  @Test
  void aServerWhoseCertificateTheCaFileCoversIsTrusted() throws Exception {
    assertThat(handshake(TlsSettings.trusting(authority.caFile()), server)).isNull();
  }

  @Test
  void aServerOfAnotherAuthorityIsRefused() throws Exception {
    TestCertificates other = TestCertificates.authority(folder, "other");
    assertThat(handshake(TlsSettings.trusting(other.caFile()), server))
        .hasMessageContaining("unable to find valid certification path");
  }

  @Test
  void aServerUnderAnotherNameIsRefused() throws Exception {
    assertThat(handshake(TlsSettings.trusting(authority.caFile()), authority.issue("elsewhere")))
        .hasMessageContaining("No subject alternative DNS name matching localhost");
  }

  @Test
  void withoutACaFileOnlyTheRuntimesAuthoritiesAreTrusted() throws Exception {
    assertThat(handshake(TlsSettings.verified(), server)).isNotNull();
  }

  @Test
  void insecureWithACaFileStillChecksTheAuthorityButNotTheName() throws Exception {
    TlsSettings settings = new TlsSettings(authority.caFile(), null, null, null, true);
    assertThat(handshake(settings, authority.issue("elsewhere"))).isNull();
    TestCertificates other = TestCertificates.authority(folder, "other");
    assertThat(handshake(settings, other.issue("localhost"))).isNotNull();
  }

  @Test
  void insecureWithoutACaFileTrustsAnyone() throws Exception {
    TlsSettings settings = new TlsSettings(null, null, null, null, true);
    assertThat(handshake(settings, authority.issue("elsewhere"))).isNull();
  }

  @Test
  void theClientShowsItsCertificate() throws Exception {
    Identity client = authority.issue("client");
    TlsSettings settings = TlsSettings.trusting(authority.caFile());
    assertThat(handshakeWithClientCertificate(settings)).isNotNull();
    assertThat(
            handshakeWithClientCertificate(
                settings.withClientCertificate(client.certFile(), client.keyFile())))
        .isNull();
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    assertThatThrownBy(() -> TlsSettings.trusting(folder.resolve("no.pem")).trustManagers())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(folder.resolve("no.pem") + " does not exist");
  }

  @Test
  void aFileThatIsNoPemIsNamed() throws IOException {
    Path file = Files.write(folder.resolve("ca.der"), new byte[] {0x30, (byte) 0x82, (byte) 0xff});
    assertThatThrownBy(() -> TlsSettings.trusting(file).trustManagers())
        .hasMessage(file + " holds no certificate in PEM form");
  }

  @Test
  void aKeyOfAnotherCertificateIsToldBeforeTheHandshake() throws IOException {
    Identity client = authority.issue("client");
    TlsSettings settings =
        TlsSettings.verified().withClientCertificate(client.certFile(), server.keyFile());
    assertThatThrownBy(settings::keyManagers)
        .hasMessage(
            "%s is not the private key of the first certificate in %s"
                .formatted(server.keyFile(), client.certFile()));
  }

  @Test
  void aCertificateWithoutItsKeyIsRefused() {
    assertThatThrownBy(() -> new TlsSettings(null, server.certFile(), null, null, false))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void aSelfSignedCertificateIsItsOwnAuthority() throws Exception {
    SelfSignedCertificate own = SelfSignedCertificate.create(folder);
    assertThat(
            handshake(
                TlsSettings.trusting(own.certFile()), new Identity(own.certFile(), own.keyFile())))
        .isNull();
    assertThat(Files.getPosixFilePermissions(own.keyFile())).hasSize(2);
  }

  /** What the client of a handshake with that server sees: null if it succeeds. */
  private static @Nullable IOException handshake(TlsSettings settings, Identity identity)
      throws Exception {
    return handshake(settings, identity, null);
  }

  private @Nullable IOException handshakeWithClientCertificate(TlsSettings settings)
      throws Exception {
    return handshake(settings, server, authority.caFile());
  }

  private static @Nullable IOException handshake(
      TlsSettings settings, Identity identity, @Nullable Path clientAuthority) throws Exception {
    TlsSettings serverSide =
        new TlsSettings(clientAuthority, identity.certFile(), identity.keyFile(), null, false);
    try (SSLServerSocket listener =
        (SSLServerSocket)
            serverSide
                .sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener.setNeedClientAuth(clientAuthority != null);
      CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> greet(listener));
      try (SSLSocket socket = (SSLSocket) settings.sslContext().getSocketFactory().createSocket()) {
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress("localhost", listener.getLocalPort()));
        if (settings.hostnameVerifier() == null) {
          SSLParameters parameters = socket.getSSLParameters();
          parameters.setEndpointIdentificationAlgorithm("HTTPS");
          socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        // In TLS 1.3 a refused client certificate shows only with the first byte.
        return socket.getInputStream().read() == 1 ? null : new IOException("closed");
      } catch (IOException e) {
        return e;
      } finally {
        echo.get(5, TimeUnit.SECONDS);
      }
    }
  }

  private static void greet(SSLServerSocket listener) {
    try (SSLSocket socket = (SSLSocket) listener.accept()) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(1);
    } catch (IOException e) {
      // The client sees the same failure and tells it.
    }
  }
}
