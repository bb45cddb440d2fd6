package io.tidegate.tls;

import io.tidegate.connector.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its private key, for protocols that are secured without TLS.
 *
 * @param chain the certificate, then those that issued it, as far as the file has them.
 */
public record CertifiedKey(List<X509Certificate> chain, PrivateKey key) {

  /** The first byte of every certificate in DER form: a sequence (X.690, 8.9). */
  private static final byte SEQUENCE = 0x30;

  public CertifiedKey {
    chain = List.copyOf(chain);
  }

  /**
   * Reads both from their files.
   *
   * @param certFile PEM or DER.
   * @param keyFile PEM.
   * @param password of the key; null if it is not encrypted.
   * @throws ConfigurationException if a file can't be used, or they don't belong together.
   */
  public static CertifiedKey read(Path certFile, Path keyFile, @Nullable String password) {
    CertifiedKey read =
        new CertifiedKey(certificates(certFile), PemFiles.privateKey(keyFile, password));
    PemFiles.checkPair(read.certificate(), certFile, read.key, keyFile);
    return read;
  }

  /**
   * All certificates of a PEM or DER file, at least one.
   *
   * @throws ConfigurationException if it can't be used; the message names it.
   */
  public static List<X509Certificate> certificates(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      if (content.length == 0 || content[0] != SEQUENCE) {
        return PemFiles.certificates(file);
      }
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(content))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(file + " does not exist");
    } catch (IOException e) {
      throw new ConfigurationException(file + " can't be read: " + e.getMessage());
    } catch (CertificateException e) {
      throw new ConfigurationException(file + " holds a broken certificate: " + e.getMessage());
    }
  }

  /** The certificate of the key itself. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "CertifiedKey[" + certificate().getSubjectX500Principal() + "]";
  }
}
