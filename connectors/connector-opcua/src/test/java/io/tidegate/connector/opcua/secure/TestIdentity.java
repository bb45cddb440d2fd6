package io.tidegate.connector.opcua.secure;

import io.tidegate.tls.CertifiedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/**
 * A self-signed certificate in files.
 *
 * @param certFile PEM.
 * @param keyFile PEM of PKCS#8.
 */
public record TestIdentity(Path certFile, Path keyFile, X509Certificate certificate) {

  /** For 127.0.0.1 and one application, valid for that long from an hour ago. */
  public static TestIdentity make(Path folder, String name, String uri, Duration lifetime)
      throws IOException {
    return make(folder, name, uri, "127.0.0.1", lifetime);
  }

  /** For one address and one application. */
  static TestIdentity make(Path folder, String name, String uri, String address, Duration lifetime)
      throws IOException {
    Instant from = Instant.now().minus(Duration.ofHours(1));
    try {
      KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
      X509Certificate certificate =
          new SelfSignedCertificateGenerator()
              .generateSelfSigned(
                  keys,
                  Date.from(lifetime.isNegative() ? from.plus(lifetime) : from),
                  Date.from(lifetime.isNegative() ? from : from.plus(lifetime)),
                  name,
                  "Tests",
                  null,
                  null,
                  null,
                  null,
                  uri,
                  List.of(),
                  List.of(address),
                  "SHA256withRSA");
      return write(folder, name, keys, certificate);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      // Milo declares just that.
      throw new IllegalStateException(e);
    }
  }

  /** One that exists, in files. */
  static TestIdentity write(Path folder, String name, KeyPair keys, X509Certificate certificate)
      throws IOException {
    try {
      return new TestIdentity(
          write(folder.resolve(fileName(name) + ".pem"), "CERTIFICATE", certificate.getEncoded()),
          write(
              folder.resolve(fileName(name) + "-key.pem"),
              "PRIVATE KEY",
              keys.getPrivate().getEncoded()),
          certificate);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  CertifiedKey read() {
    return CertifiedKey.read(certFile, keyFile, null);
  }

  private static String fileName(String name) {
    return name.replaceAll("[^a-z]+", "-");
  }

  private static Path write(Path file, String type, byte[] content) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(type, base64));
  }
}
