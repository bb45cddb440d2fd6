package io.tidegate.connector.opcua.secure;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority for servers' certificates, which can take them back. */
final class TestAuthority {

  private final X500Name name;
  private final KeyPair keys;
  private final X509Certificate certificate;
  private final AtomicLong serial = new AtomicLong(1);

  /** One that vouches for itself. */
  TestAuthority(String name) {
    this.name = new X500Name("CN=" + name);
    this.keys = newKeys();
    this.certificate = certify(this, this.name, keys);
  }

  /** One that another one vouches for. */
  TestAuthority(String name, TestAuthority above) {
    this.name = new X500Name("CN=" + name);
    this.keys = newKeys();
    this.certificate = certify(above, this.name, keys);
  }

  X509Certificate certificate() {
    return certificate;
  }

  private static X509Certificate certify(TestAuthority issuer, X500Name subject, KeyPair own) {
    try {
      return issuer.sign(
          issuer
              .builder(subject, own)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server's certificate for an address, with its key, in files. */
  TestIdentity issue(Path folder, String subject, String uri, String address) throws IOException {
    KeyPair own = newKeys();
    GeneralName[] names = {
      new GeneralName(GeneralName.uniformResourceIdentifier, uri),
      new GeneralName(GeneralName.iPAddress, address)
    };
    return TestIdentity.write(
        folder,
        subject,
        own,
        sign(
            builder(new X500Name("CN=" + subject), own)
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                .addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(
                        KeyUsage.digitalSignature
                            | KeyUsage.nonRepudiation
                            | KeyUsage.keyEncipherment
                            | KeyUsage.dataEncipherment))
                .addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))));
  }

  /** Writes a list of what it has taken back. */
  Path revoke(Path file, X509Certificate... revoked) throws IOException {
    Instant now = Instant.now();
    X509v2CRLBuilder list = new X509v2CRLBuilder(name, Date.from(now));
    list.setNextUpdate(Date.from(now.plus(Duration.ofDays(1))));
    for (X509Certificate each : revoked) {
      list.addCRLEntry(each.getSerialNumber(), Date.from(now), CRLReason.keyCompromise);
    }
    Files.createDirectories(file.getParent());
    return Files.write(file, list.build(signer()).getEncoded());
  }

  private JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair own) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        name,
        BigInteger.valueOf(serial.getAndIncrement()),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(Duration.ofDays(1))),
        subject,
        own.getPublic());
  }

  private X509Certificate sign(X509v3CertificateBuilder builder) {
    try {
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  private ContentSigner signer() {
    try {
      return new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
