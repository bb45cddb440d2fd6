package io.tidegate.connector.opcua.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.RefusedException;
import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against one node-opcua server that offers everything it can. */
class ServerAccessTest {

  private static final String URI = "urn:tidegate:test:server";
  private static final List<String> POLICIES =
      List.of(
          "Basic128Rsa15",
          "Basic256",
          "Basic256Sha256",
          "Aes128_Sha256_RsaOaep",
          "Aes256_Sha256_RsaPss");

  @TempDir static Path shared;
  @TempDir Path folder;

  private static NodeOpcuaServer server;
  private static TestIdentity identity;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    NodeOpcuaServer.assumeInstalled();
    identity = TestIdentity.make(shared, "plant", URI, Duration.ofDays(10));
    server =
        NodeOpcuaServer.builder()
            .policies("None," + String.join(",", POLICIES))
            .modes("None,Sign,SignAndEncrypt")
            .user("operator", "s3cret")
            .certificate(identity.certFile(), identity.keyFile())
            .pki(shared.resolve("pki"))
            .with("user-pki", shared.resolve("users").toString())
            .start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  static Stream<Arguments> securities() {
    return POLICIES.stream()
        .flatMap(p -> Stream.of(Arguments.of(p, "Sign"), Arguments.of(p, "SignAndEncrypt")));
  }

  @ParameterizedTest
  @MethodSource("securities")
  void readsUnderEverySecurityPolicyAsAnyUser(String policy, String mode)
      throws IOException, InterruptedException, UaException {
    Assumptions.assumeTrue(
        !policy.equals("Basic128Rsa15") || NodeOpcuaServer.speaksBasic128Rsa15());
    new PkiFolder(folder.resolve("opcua-pki")).trust(identity.certificate());
    String security = "'security': '%s', 'securityMode': '%s'".formatted(policy, mode);
    assertReads(access(security));
    assertReads(
        access(
            security,
            "'identity': {'type': 'username', 'username': 'operator', 'password': 's3cret'}"));
    TestIdentity user = TestIdentity.make(folder, "user", "urn:user", Duration.ofDays(1));
    assertReads(
        access(
            security,
            "'identity': {'pathToUserCert': '%s', 'pathToUserKey': '%s'}"
                .formatted(user.certFile(), user.keyFile())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'anonymous'}",
        "{'type': 'username', 'username': 'operator', 'password': 's3cret'}"
      })
  void needsNoCertificatesWithoutSecurity(String user)
      throws IOException, InterruptedException, UaException {
    assertReads(access("'identity': " + user));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAServerUntilItsCertificateIsTrusted()
      throws IOException, InterruptedException, UaException {
    ServerAccess access = access("'security': 'Basic256Sha256'");
    Path pki = folder.resolve("opcua-pki");
    String digits = Fingerprint.of(identity.certificate()).shortened();
    assertThatThrownBy(access::connect)
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll(
            "a certificate that is not trusted: O=Tests,CN=plant (self-signed, valid ",
            "SHA-256 " + Fingerprint.of(identity.certificate()),
            "./tidegate opcua trust " + digits + " --pki " + pki,
            "or move " + pki + "/rejected/plant-" + digits + ".der to " + pki + "/trusted");
    assertThat(pki.resolve("own")).doesNotExist();
    Files.createDirectories(pki.resolve("trusted"));
    Files.move(pki.resolve("rejected/plant-" + digits + ".der"), pki.resolve("trusted/plant.der"));
    assertReads(access);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'trust': {'fingerprints': ['%s']}",
        "'trust': {'insecure': true}",
        "'identity': {'caCert': '%s'}"
      })
  void trustsWhatTheConfigurationSays(String member)
      throws IOException, InterruptedException, UaException {
    String value =
        member.contains("caCert")
            ? identity.certFile().toString()
            : Fingerprint.of(identity.certificate()).toString();
    assertReads(access("'security': 'Basic256Sha256'", member.formatted(value)));
    assertThat(folder.resolve("opcua-pki/rejected")).doesNotExist();
  }

  @Test
  void tellsWhoIsRefused() {
    ServerAccess access =
        access("'identity': {'type': 'username', 'username': 'operator', 'password': 'wrong'}");
    assertThatThrownBy(access::connect)
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll("refuses the user operator", "Bad_")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void tellsWhatIsOfferedWhenNothingFits() throws IOException, InterruptedException {
    try (NodeOpcuaServer other =
        NodeOpcuaServer.builder().policies("None,Basic256Sha256").noAnonymous().start()) {
      assertThatThrownBy(() -> accessTo(other.url()).connect())
          .isInstanceOf(RefusedException.class)
          .hasMessageContainingAll(
              "has no endpoint with no security for anonymous users; it offers",
              "Basic256Sha256 with SignAndEncrypt, None for users with a certificate, users with a name");
      assertThatThrownBy(
              () -> accessTo(other.url(), "'security': 'Aes256_Sha256_RsaPss'").connect())
          .hasMessageContaining("has no endpoint with Aes256_Sha256_RsaPss with SignAndEncrypt");
    }
  }

  @Test
  void usesTheOwnCertificateThatIsConfigured()
      throws IOException, InterruptedException, UaException {
    TestIdentity own = TestIdentity.make(folder, "gateway", "urn:own", Duration.ofDays(1));
    assertReads(
        access(
            "'security': 'Basic256Sha256'",
            "'trust': {'insecure': true}",
            "'identity': {'type': 'certificates', 'cert': '%s', 'privateKey': '%s'}"
                .formatted(own.certFile(), own.keyFile())));
    assertThat(folder.resolve("opcua-pki")).doesNotExist();
  }

  @Test
  void tellsThatNobodyIsThere() {
    assertThatThrownBy(() -> accessTo("opc.tcp://127.0.0.1:1").connect())
        .isExactlyInstanceOf(IOException.class)
        .hasMessageStartingWith("opc.tcp://127.0.0.1:1 can't be reached: ")
        .hasMessageContaining("refused");
    assertThatThrownBy(() -> accessTo("opc.tcp://no.such.host.invalid:4840").connect())
        .isExactlyInstanceOf(IOException.class)
        .hasMessageEndingWith("its host name is not known here");
  }

  private ServerAccess access(String... members) {
    return accessTo(server.url(), members);
  }

  private ServerAccess accessTo(String url, String... members) {
    return new ServerAccess(Servers.at(url, members), folder);
  }

  private static void assertReads(ServerAccess access)
      throws IOException, InterruptedException, UaException {
    OpcUaClient client = access.connect();
    NodeId node = NodeId.parse("ns=2;s=Plant/Pump1/serialNumber");
    assertThat(
            client
                .readValues(0, TimestampsToReturn.Both, List.of(node))
                .getFirst()
                .getValue()
                .getValue())
        .isEqualTo("SN-1");
    client.disconnect();
  }
}
