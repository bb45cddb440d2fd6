package io.tidegate.connector.opcua.secure;

import io.tidegate.connector.opcua.config.IdentityConfig;
import io.tidegate.tls.CertifiedKey;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Objects;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.jspecify.annotations.Nullable;

/** Who the gateway is for a server: as configured, or with a certificate that it makes. */
final class GatewayIdentity {

  private final IdentityConfig identity;
  private final @Nullable String configuredUri;
  private final SettingNames names;
  private final PkiFolder pki;
  private final Clock clock;
  private final Warnings warnings;

  GatewayIdentity(ServerSettings server, PkiFolder pki, Clock clock, Warnings warnings) {
    this.identity = server.identity();
    this.configuredUri = server.uri();
    this.names = server.names();
    this.pki = pki;
    this.clock = clock;
    this.warnings = warnings;
  }

  /** The application URI where there is no certificate to say it. */
  String applicationUri() {
    return configuredUri == null || configuredUri.isBlank()
        ? "urn:" + CertificateMaker.hostName() + ":tidegate"
        : configuredUri;
  }

  /** Has a client show the certificate; returns what to tell people of it. */
  String showWith(OpcUaClientConfigBuilder client) {
    OwnCertificate made = new OwnCertificate(pki, applicationUri(), names, clock, warnings);
    boolean given = Users.isGiven(identity.pathToClientCert());
    CertifiedKey own = given ? configured() : made.get();
    client
        .setApplicationUri(certifiedUri(own))
        .setKeyPair(new KeyPair(own.certificate().getPublicKey(), own.key()))
        .setCertificate(own.certificate())
        .setCertificateChain(own.chain().toArray(X509Certificate[]::new));
    return "%s, %s"
        .formatted(
            given ? identity.pathToClientCert() : made.publicFile(),
            CertificateText.of(own.certificate()));
  }

  private CertifiedKey configured() {
    return CertifiedKey.read(
        Path.of(Objects.requireNonNull(identity.pathToClientCert())),
        Path.of(Objects.requireNonNull(identity.pathToPrivateKey())),
        identity.privateKeyPassword());
  }

  /** A server takes only the URI that is in the certificate (OPC 10000-4, 5.6.2). */
  private String certifiedUri(CertifiedKey own) {
    String certified = CertificateText.applicationUri(own.certificate());
    if (certified == null) {
      return applicationUri();
    }
    if (Users.isGiven(configuredUri) && !certified.equals(configuredUri)) {
      warnings.once(
          "server.uri is %s, but the gateway's certificate is for %s, and that counts"
              .formatted(configuredUri, certified));
    }
    return certified;
  }
}
