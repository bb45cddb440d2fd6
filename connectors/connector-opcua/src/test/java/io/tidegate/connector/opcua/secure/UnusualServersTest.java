package io.tidegate.connector.opcua.secure;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.RefusedException;
import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are wrong, or elsewhere, or mistrustful. */
class UnusualServersTest {

  private static final String URI = "urn:tidegate:test:server";

  @TempDir Path folder;

  @BeforeAll
  static void isInstalled() {
    NodeOpcuaServer.assumeInstalled();
  }

  @Test
  void isReachedAtTheConfiguredAddressWhateverItSaysItself()
      throws IOException, InterruptedException, UaException {
    try (NodeOpcuaServer server =
        NodeOpcuaServer.builder()
            .policies("None")
            .with("hostname", "plc.factory.invalid")
            .with("pki", folder.resolve("server").toString())
            .start()) {
      access(server).connect().disconnect();
      assertThatThrownBy(() -> access(server, "'endpointAddress': 'server'").connect())
          .isExactlyInstanceOf(IOException.class)
          .hasMessageEndingWith("its host name is not known here");
    }
  }

  @Test
  void tellsThatItDoesNotTrustTheGatewayUntilItDoes()
      throws IOException, InterruptedException, UaException {
    Path serverPki = folder.resolve("server");
    try (NodeOpcuaServer server =
        NodeOpcuaServer.builder()
            .policies("Basic256Sha256")
            .pki(serverPki)
            .with("accept-clients", "false")
            .start()) {
      ServerAccess access =
          access(server, "'security': 'Basic256Sha256'", "'trust': {'insecure': true}");
      Path own = folder.resolve("opcua-pki/own/gateway.der");
      assertThatThrownBy(access::connect)
          .isInstanceOf(RefusedException.class)
          .hasMessageContainingAll(
              "does not accept the gateway's certificate; have it trusted there: " + own, "Bad_");
      server.stop();
      try (Stream<Path> rejected = Files.list(serverPki.resolve("rejected"))) {
        Path met = rejected.findFirst().orElseThrow();
        Files.move(met, serverPki.resolve("trusted/certs").resolve(met.getFileName()));
      }
      server.restart();
      access.connect().disconnect();
    }
  }

  @Test
  void isRefusedWithAnExpiredCertificateUnlessThatIsNamed()
      throws IOException, InterruptedException, UaException {
    TestIdentity expired = TestIdentity.make(folder, "expired", URI, Duration.ofDays(-30));
    try (NodeOpcuaServer server =
        NodeOpcuaServer.builder()
            .policies("Basic256Sha256")
            .pki(folder.resolve("server"))
            .certificate(expired.certFile(), expired.keyFile())
            .start()) {
      new PkiFolder(folder.resolve("opcua-pki")).trust(expired.certificate());
      assertThatThrownBy(() -> access(server, "'security': 'Basic256Sha256'").connect())
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("shows a certificate that has expired: O=Tests,CN=expired");
      access(
              server,
              "'security': 'Basic256Sha256'",
              "'trust': {'fingerprints': ['%s']}".formatted(Fingerprint.of(expired.certificate())))
          .connect()
          .disconnect();
    }
  }

  @Test
  void isRefusedWhenItsAuthorityHasRevokedItsCertificate()
      throws IOException, InterruptedException, UaException {
    TestAuthority authority = new TestAuthority("plant-ca");
    TestIdentity own = authority.issue(folder, "plant", URI, "127.0.0.1");
    try (NodeOpcuaServer server =
        NodeOpcuaServer.builder()
            .policies("Basic256Sha256")
            .pki(folder.resolve("server"))
            .certificate(own.certFile(), own.keyFile())
            .start()) {
      PkiFolder pki = new PkiFolder(folder.resolve("opcua-pki"));
      pki.trust(authority.certificate());
      ServerAccess access = access(server, "'security': 'Basic256Sha256'");
      access.connect().disconnect();
      authority.revoke(pki.trusted().resolve("crl/plant-ca.crl"), own.certificate());
      assertThatThrownBy(access::connect)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("shows a certificate that CN=plant-ca has revoked on");
    }
  }

  private ServerAccess access(NodeOpcuaServer server, String... members) {
    return new ServerAccess(Servers.at(server.url(), members), folder);
  }
}
