package io.tidegate.tls;

import io.tidegate.connector.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads PEM (RFC 7468); every failure says which file and what is wrong with it. */
final class PemFiles {

  /** Files may hold other text around the blocks: {@code openssl x509 -text} writes such. */
  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----.*?-----END [A-Z0-9 ]+-----",
          Pattern.DOTALL);

  private PemFiles() {}

  /** All certificates of the file, in its order; at least one. */
  static List<X509Certificate> certificates(Path file) {
    String pem = read(file);
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Matcher blocks = CERTIFICATE.matcher(pem);
      while (blocks.find()) {
        byte[] block = blocks.group().getBytes(StandardCharsets.US_ASCII);
        found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
      }
    } catch (CertificateException e) {
      throw new ConfigurationException(file + " holds a broken certificate: " + e.getMessage());
    }
    if (found.isEmpty()) {
      throw new ConfigurationException(file + " holds no certificate in PEM form");
    }
    return found;
  }

  /** The first private key of the file. */
  static PrivateKey privateKey(Path file, @Nullable String password) {
    return PemKeys.parse(file, read(file), password);
  }

  /** Says clearly what a handshake would only say as "bad certificate". */
  static void checkPair(X509Certificate certificate, Path certFile, PrivateKey key, Path keyFile) {
    if (!belongTogether(certificate.getPublicKey(), key)) {
      throw new ConfigurationException(
          keyFile + " is not the private key of the first certificate in " + certFile);
    }
  }

  private static boolean belongTogether(PublicKey publicKey, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      byte[] text = {1, 2, 3};
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(text);
      byte[] signature = signer.sign();
      signer.initVerify(publicKey);
      signer.update(text);
      return signer.verify(signature);
    } catch (GeneralSecurityException e) {
      // A public key of another algorithm than the private one ends here too.
      return false;
    }
  }

  private static String read(Path file) {
    try {
      // Not UTF-8: a file in DER form must be told as "no PEM", not as a malformed text.
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(file + " does not exist");
    } catch (IOException e) {
      throw new ConfigurationException(file + " can't be read: " + e.getMessage());
    }
  }
}
