package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.testkit.MosquittoProcess;
import io.tidegate.testkit.TestCertificates;
import io.tidegate.testkit.TestCertificates.Identity;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in and TLS, with a real broker. */
class MqttSecurityTest {

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void needsBroker() {
    MosquittoProcess.assumeInstalled();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void aUserWithTheRightPasswordIsLetIn(int version) throws Exception {
    try (MosquittoProcess broker =
        MosquittoProcess.in(folder).user("пользователь", "s3cret").start()) {
      open(broker, version, "'type':'basic','username':'пользователь','password':'s3cret'");
      assertThatThrownBy(() ->
              open(broker, version, "'type':'basic','username':'пользователь','password':'x'"))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("connecting: the broker refused the connection: not authorized");
    }
  }

  @Test
  void aBrokerThatIsNotThereIsTriedAgainLater() throws Exception {
    MosquittoProcess broker = MosquittoProcess.in(folder).start();
    broker.close();
    assertThatThrownBy(() -> open(broker, 5, ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Connection refused");
  }

  @Test
  void aVerifiedBrokerIsTrusted() throws Exception {
    TestCertificates authority = TestCertificates.authority(folder, "ca");
    try (MosquittoProcess broker = tls(authority.issue("localhost"))) {
      open(broker, 5, "'type':'certificates','pathToCACert':'" + authority.caFile() + "'");
      open(broker, 4, "'type':'basic','pathToCACert':'" + authority.caFile() + "'");
    }
  }

  @Test
  void aBrokerOfAnotherAuthorityIsRefused() throws Exception {
    TestCertificates other = TestCertificates.authority(folder, "other");
    TestCertificates authority = TestCertificates.authority(folder, "ca");
    try (MosquittoProcess broker = tls(authority.issue("localhost"))) {
      assertThatThrownBy(() ->
              open(broker, 5, "'type':'certificates','pathToCACert':'" + other.caFile() + "'"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("certification path");
      // Never a fallback: without a CA file the runtime's own authorities must vouch for it.
      assertThatThrownBy(() -> open(broker, 5, "'type':'certificates'"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("certification path");
    }
  }

  @Test
  void aBrokerUnderAnotherNameIsRefusedUnlessInsecure() throws Exception {
    TestCertificates authority = TestCertificates.authority(folder, "ca");
    String trusting = "'type':'certificates','pathToCACert':'" + authority.caFile() + "'";
    try (MosquittoProcess broker = tls(authority.issue("elsewhere"))) {
      assertThatThrownBy(() -> open(broker, 5, trusting))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("localhost");
      open(broker, 5, trusting + ",'insecure':true");
      open(broker, 5, "'type':'certificates','insecure':true");
    }
  }

  @Test
  void theGatewayShowsItsCertificate() throws Exception {
    TestCertificates authority = TestCertificates.authority(folder, "ca");
    Identity client = authority.issue("gateway");
    String trusting = "'type':'certificates','pathToCACert':'" + authority.caFile() + "'";
    String showing =
        trusting
            + ",'pathToClientCert':'%s','pathToPrivateKey':'%s'"
                .formatted(client.certFile(), client.keyFile());
    try (MosquittoProcess broker =
        MosquittoProcess.in(folder)
            .tls(authority.issue("localhost"))
            .clientCertificates(authority.caFile())
            .start()) {
      open(broker, 5, showing);
      assertThatThrownBy(() -> open(broker, 5, trusting)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aCertificateFileThatCantBeUsedIsTheUsersToMend() {
    assertThatThrownBy(
            () -> {
              String security = "'type':'certificates','pathToCACert':'/nowhere/ca.pem'";
              Running.open(config(1, 5, security), GateSink.open()).close();
            })
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("/nowhere/ca.pem does not exist");
  }

  private MosquittoProcess tls(Identity identity) throws IOException {
    return MosquittoProcess.in(folder).tls(identity).start();
  }

  private static void open(MosquittoProcess broker, int version, String security)
      throws IOException, InterruptedException {
    Running.open(config(broker.port(), version, security), GateSink.open()).close();
  }

  private static String config(int port, int version, String security) {
    return "{'broker':{'host':'localhost','port':%d,'version':%d,'security':{%s}}}"
        .formatted(port, version, security);
  }
}
