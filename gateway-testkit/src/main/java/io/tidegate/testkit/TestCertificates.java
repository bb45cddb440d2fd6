package io.tidegate.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test; writes PEM files into a folder. */
public final class TestCertificates {

  /**
   * A certificate with its key.
   *
   * @param certFile PEM.
   * @param keyFile PEM of PKCS#8.
   */
  public record Identity(Path certFile, Path keyFile) {}

  private final Path folder;
  private final X500Name name;
  private final KeyPair keys;
  private final AtomicLong serial = new AtomicLong(1);

  private TestCertificates(Path folder, X500Name name, KeyPair keys) {
    this.folder = folder;
    this.name = name;
    this.keys = keys;
  }

  /** Makes an authority of that name and writes its own certificate. */
  public static TestCertificates authority(Path folder, String name) throws IOException {
    TestCertificates authority =
        new TestCertificates(folder, new X500Name("CN=" + name), generateKeys());
    authority.write(
        name + ".pem",
        authority.sign(
            authority.name,
            authority.keys,
            Extension.basicConstraints,
            new BasicConstraints(true)));
    return authority;
  }

  /** What a peer must trust to trust this authority. */
  public Path caFile() {
    return folder.resolve(name.toString().substring("CN=".length()) + ".pem");
  }

  /** Issues a certificate for a server under a DNS name, or for a client of that name. */
  public Identity issue(String dnsName) throws IOException {
    KeyPair own = generateKeys();
    X509CertificateHolder certificate =
        sign(
            new X500Name("CN=" + dnsName),
            own,
            Extension.subjectAlternativeName,
            new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
    return new Identity(
        write(dnsName + "-cert.pem", certificate),
        write(
            dnsName + "-key.pem",
            new PKCS8Generator(PrivateKeyInfo.getInstance(own.getPrivate().getEncoded()), null)));
  }

  private X509CertificateHolder sign(
      X500Name subject, KeyPair own, ASN1ObjectIdentifier extension, ASN1Encodable value)
      throws IOException {
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(serial.getAndIncrement()),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofHours(1))),
            subject,
            own.getPublic());
    builder.addExtension(extension, false, value);
    try {
      return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path write(String file, Object pemObject) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(pemObject);
    }
    return Files.writeString(folder.resolve(file), text.toString());
  }

  private static KeyPair generateKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
