package io.tidegate.connector.opcua.secure;

import io.tidegate.tls.CertifiedKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/** Makes a gateway's certificate as OPC-UA wants it (OPC 10000-6, 6.2.2). */
final class CertificateMaker {

  /** The only length that every security policy takes (OPC 10000-7, 6.6). */
  private static final int KEY_BITS = 2048;

  private static final Duration LIFETIME = Duration.ofDays(5 * 365);
  private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

  private final String applicationUri;
  private final Clock clock;

  CertificateMaker(String applicationUri, Clock clock) {
    this.applicationUri = applicationUri;
    this.clock = clock;
  }

  /** With a new key. */
  CertifiedKey make() {
    try {
      KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
      return new CertifiedKey(List.of(certify(keys, applicationUri)), keys.getPrivate());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has RSA", e);
    }
  }

  /** With the key and the application that another one has. */
  CertifiedKey makeAgain(CertifiedKey before) {
    String uri = CertificateText.applicationUri(before.certificate());
    KeyPair keys = new KeyPair(before.certificate().getPublicKey(), before.key());
    return new CertifiedKey(
        List.of(certify(keys, uri == null ? applicationUri : uri)), before.key());
  }

  private X509Certificate certify(KeyPair keys, String uri) {
    Instant now = clock.instant();
    try {
      return new SelfSignedCertificateGenerator()
          .generateSelfSigned(
              keys,
              Date.from(now.minus(CLOCK_TOLERANCE)),
              Date.from(now.plus(LIFETIME)),
              "Tidegate on " + hostName(),
              "Tidegate",
              null,
              null,
              null,
              null,
              uri,
              List.of(hostName()),
              List.of(),
              "SHA256withRSA");
    } catch (Exception e) {
      // Milo declares just that.
      throw new IllegalStateException("the gateway's certificate can't be made", e);
    }
  }

  /** The name of this machine. */
  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
