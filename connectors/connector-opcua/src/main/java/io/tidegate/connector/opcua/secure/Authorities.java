package io.tidegate.connector.opcua.secure;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Those whose word is taken for others, with what a server shows of those in between. */
final class Authorities {

  private final Set<TrustAnchor> anchors = new HashSet<>();
  private final List<X509Certificate> between;
  private final Clock clock;

  /**
   * @param between certificates of authorities that others may have vouched for.
   */
  Authorities(List<X509Certificate> trusted, List<X509Certificate> between, Clock clock) {
    this.clock = clock;
    this.between = between;
    for (X509Certificate each : trusted) {
      if (each.getBasicConstraints() >= 0) {
        anchors.add(new TrustAnchor(each, null));
      }
    }
  }

  /**
   * Returns if one of them vouches for a certificate.
   *
   * @param chain the certificate, then those that issued it.
   * @throws GeneralSecurityException if none does.
   */
  void check(List<X509Certificate> chain) throws GeneralSecurityException {
    if (anchors.isEmpty()) {
      throw new CertPathBuilderException("no authority is trusted");
    }
    X509CertSelector wanted = new X509CertSelector();
    wanted.setCertificate(chain.getFirst());
    PKIXBuilderParameters path = new PKIXBuilderParameters(anchors, wanted);
    path.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(between)));
    path.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
    path.setRevocationEnabled(false); // Revocations does that.
    path.setDate(Date.from(withinValidity(chain.getFirst())));
    CertPathBuilder.getInstance("PKIX").build(path);
  }

  /** A certificate that has expired is to be told as such, and not as one that is not trusted. */
  private Instant withinValidity(X509Certificate certificate) {
    Instant now = clock.instant();
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    return now.isBefore(from) ? from : now.isAfter(to) ? to : now;
  }
}
