package io.tidegate.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * A new identity for a gateway that provisions itself with X.509: EC P-256, {@code CN=localhost},
 * valid for 365 days.
 *
 * @param certFile the certificate, PEM.
 * @param keyFile its private key, PEM of PKCS#8, readable by its owner only.
 */
public record SelfSignedCertificate(Path certFile, Path keyFile) {

  private static final X500Name SUBJECT = new X500Name("CN=localhost");
  private static final Duration LIFETIME = Duration.ofDays(365);

  /** A device's clock may be a little behind when the platform checks the certificate. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /** Makes a key and a certificate; writes {@code cert.pem} and {@code key.pem} into the folder. */
  public static SelfSignedCertificate create(Path folder) throws IOException {
    SelfSignedCertificate files =
        new SelfSignedCertificate(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    try {
      KeyPair keys = generateKeys();
      writePrivately(files.keyFile, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
      Files.writeString(files.certFile, pem("CERTIFICATE", certify(keys).getEncoded()));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("every Java runtime has EC P-256 and SHA-256", e);
    }
    return files;
  }

  private static KeyPair generateKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509CertificateHolder certify(KeyPair keys) throws OperatorCreationException {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
            SUBJECT,
            new BigInteger(127, new SecureRandom()).setBit(126),
            Date.from(now.minus(CLOCK_TOLERANCE)),
            Date.from(now.plus(LIFETIME)),
            SUBJECT,
            keys.getPublic())
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
  }

  private static String pem(String type, byte[] content) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      PemObjectGenerator object = new PemObject(type, content);
      writer.writeObject(object);
    }
    return text.toString();
  }

  private static void writePrivately(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text);
  }
}
