package io.tidegate.connector.opcua.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.RefusedException;
import io.tidegate.connector.opcua.config.TrustConfig;
import io.tidegate.testkit.TestCertificates;
import io.tidegate.tls.CertifiedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTrustTest {

  private static final String URL = "opc.tcp://10.0.0.5:4840";
  private static final String URI = "urn:plc";

  @TempDir Path folder;
  private PkiFolder pki;

  @BeforeEach
  void makeFolder() {
    pki = new PkiFolder(folder.resolve("pki"));
  }

  @Test
  void trustsOnlyTheCertificateThatWasTrusted() throws IOException {
    X509Certificate before = certificate("plc", URI);
    pki.trust(before);
    assertThatCode(check(before, URI, "10.0.0.5")).doesNotThrowAnyException();
    assertThatThrownBy(check(certificate("plc", URI), URI, "10.0.0.5"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is not trusted");
  }

  @Test
  void trustsWhatATrustedAuthorityHasIssued() throws IOException {
    TestCertificates authority = TestCertificates.authority(folder, "plant-ca");
    CertifiedKey issued = read(authority.issue("plc.local"));
    assertThatThrownBy(check(issued.certificate(), null, "plc.local"))
        .hasMessageContainingAll("is not trusted", "issued by CN=plant-ca");
    Files.createDirectories(pki.trusted());
    Files.copy(authority.caFile(), pki.trusted().resolve("ca.pem"));
    assertThatCode(check(issued.certificate(), null, "plc.local")).doesNotThrowAnyException();
  }

  @Test
  void aRevokedCertificateIsRefusedWhoeverTrustsIt() throws IOException {
    TestAuthority authority = new TestAuthority("plant-ca");
    X509Certificate good = authority.issue(folder, "good", URI, "10.0.0.5").certificate();
    X509Certificate stolen = authority.issue(folder, "stolen", URI, "10.0.0.5").certificate();
    pki.trust(authority.certificate());
    assertThatCode(check(stolen, URI, "10.0.0.5")).doesNotThrowAnyException();
    authority.revoke(pki.trusted().resolve("crl/plant-ca.crl"), stolen);
    assertThatThrownBy(check(stolen, URI, "10.0.0.5"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll(
            "shows a certificate that CN=plant-ca has revoked on 2",
            "(KEY_COMPROMISE): CN=stolen (issued by CN=plant-ca",
            "Have the server get another one, or name its fingerprint");
    assertThatCode(check(good, URI, "10.0.0.5")).doesNotThrowAnyException();
    pki.trust(stolen);
    assertThatThrownBy(check(stolen, URI, "10.0.0.5")).hasMessageContaining("has revoked on");
  }

  @Test
  void anAuthorityInBetweenIsNotTrustedItselfAndCanBeRevoked() throws IOException {
    TestAuthority root = new TestAuthority("root");
    TestAuthority between = new TestAuthority("between", root);
    X509Certificate server = between.issue(folder, "plc", URI, "10.0.0.5").certificate();
    write(pki.issuers().resolve("certs/between.der"), between.certificate());
    assertThatThrownBy(check(server, URI, "10.0.0.5")).hasMessageContaining("is not trusted");
    write(pki.trusted().resolve("certs/root.der"), root.certificate());
    assertThatCode(check(server, URI, "10.0.0.5")).doesNotThrowAnyException();
    root.revoke(pki.issuers().resolve("crl/root.crl"), between.certificate());
    assertThatThrownBy(check(server, URI, "10.0.0.5"))
        .hasMessageContaining(
            "was issued by CN=between, whose certificate CN=root has revoked on 2");
  }

  @Test
  void aListThatTheAuthorityHasNotSignedRevokesNothing() throws IOException {
    TestAuthority authority = new TestAuthority("plant-ca");
    X509Certificate server = authority.issue(folder, "plc", URI, "10.0.0.5").certificate();
    pki.trust(authority.certificate());
    new TestAuthority("plant-ca").revoke(pki.trusted().resolve("crl/forged.crl"), server);
    Files.writeString(pki.trusted().resolve("crl/readme.txt"), "put lists here");
    assertThatCode(check(server, URI, "10.0.0.5")).doesNotThrowAnyException();
  }

  private static void write(Path file, X509Certificate certificate) throws IOException {
    Files.createDirectories(file.getParent());
    try {
      Files.write(file, certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tellsAnExpiredCertificateWithTheDayOfItsEnd() throws IOException {
    X509Certificate expired = certificate("plc", URI);
    pki.trust(expired);
    Instant later = Instant.now().plus(Duration.ofDays(2));
    assertThatThrownBy(check(expired, URI, "10.0.0.5", Clock.fixed(later, ZoneOffset.UTC)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll(
            "has expired: O=Tests,CN=plc (self-signed, valid ",
            "Have it renewed, or name its fingerprint in server.trust.fingerprints");
    Instant earlier = Instant.now().minus(Duration.ofDays(2));
    assertThatThrownBy(check(expired, URI, "10.0.0.5", Clock.fixed(earlier, ZoneOffset.UTC)))
        .hasMessageContaining("is not valid yet");
  }

  @Test
  void tellsACertificateOfAnotherApplicationOrHost() throws IOException {
    X509Certificate other = certificate("plc", URI);
    pki.trust(other);
    assertThatThrownBy(check(other, "urn:other", "10.0.0.5"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(
            "is for the application urn:plc, and the server says that it is urn:other");
    assertThatThrownBy(check(other, URI, "10.0.0.6"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll(
            "is for 10.0.0.5, not for 10.0.0.6", "or set server.trust.anyHostName to true");
    assertThatThrownBy(check(certificate("plc", URI), URI, "10.0.0.6"))
        .hasMessageContainingAll("is not trusted", "It also is for 10.0.0.5, not for 10.0.0.6");
  }

  @Test
  void acceptsAsItIsWhatIsNamedByItsFingerprint() throws IOException {
    X509Certificate odd = certificate("plc", URI);
    TrustConfig config =
        new TrustConfig("pki", List.of(Fingerprint.of(odd).toString()), false, false);
    Instant later = Instant.now().plus(Duration.ofDays(2));
    ServerTrust trust = trust(config, Clock.fixed(later, ZoneOffset.UTC));
    assertThatCode(() -> trust.check(claim(odd, "urn:other", "10.0.0.6")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> trust.check(claim(certificate("plc", URI), URI, "10.0.0.5")))
        .hasMessageContaining("is not trusted");
  }

  @Test
  void keepsAtMostAHundredOfThoseThatItRejected() throws IOException, CertificateEncodingException {
    X509Certificate met = certificate("../..\\evil name", URI);
    assertThat(pki.reject(met).getParent()).isEqualTo(pki.rejected());
    for (int i = 0; i < 150; i++) {
      Files.write(pki.rejected().resolve("made-up-" + i + ".der"), met.getEncoded());
    }
    pki.reject(certificate("plc", URI));
    assertThat(pki.entries(pki.rejected())).hasSize(100);
  }

  @Test
  void passesOverFilesThatHoldNoCertificate() throws IOException {
    X509Certificate good = certificate("plc", URI);
    pki.trust(good);
    Files.writeString(pki.trusted().resolve("readme.txt"), "put certificates here");
    assertThatCode(check(good, URI, "10.0.0.5")).doesNotThrowAnyException();
  }

  private X509Certificate certificate(String name, String uri) throws IOException {
    Path own = Files.createTempDirectory(folder, "made");
    return TestIdentity.make(own, name, uri, "10.0.0.5", Duration.ofDays(1)).certificate();
  }

  private static CertifiedKey read(TestCertificates.Identity identity) {
    return CertifiedKey.read(identity.certFile(), identity.keyFile(), null);
  }

  private ThrowingCallable check(
      X509Certificate certificate, @Nullable String uri, @Nullable String host) {
    return check(certificate, uri, host, Clock.systemUTC());
  }

  private ThrowingCallable check(
      X509Certificate certificate, @Nullable String uri, @Nullable String host, Clock clock) {
    TrustConfig config = new TrustConfig("pki", List.of(), false, false);
    return () -> trust(config, clock).check(claim(certificate, uri, host));
  }

  private ServerTrust trust(TrustConfig config, Clock clock) {
    return new ServerTrust(config, SettingNames.CONFIGURATION, pki, null, clock, new Warnings());
  }

  private static Claim claim(
      X509Certificate certificate, @Nullable String uri, @Nullable String host) {
    return new Claim(URL, List.of(certificate), uri, host);
  }
}
