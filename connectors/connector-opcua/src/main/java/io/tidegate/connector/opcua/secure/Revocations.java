package io.tidegate.connector.opcua.secure;

import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What authorities have taken back (RFC 5280, 5). A list counts when it is signed by the authority
 * whose certificates it is about; an authority without one has taken nothing back.
 */
final class Revocations {

  /** Longer chains are nobody's; and one may lead back to itself. */
  private static final int LONGEST_CHAIN = 10;

  private final List<X509CRL> lists;
  private final List<X509Certificate> authorities;
  private final Warnings warnings;

  /**
   * @param authorities whoever may have issued a certificate, trusted or not.
   */
  Revocations(List<X509CRL> lists, List<X509Certificate> authorities, Warnings warnings) {
    this.lists = lists;
    this.authorities = authorities;
    this.warnings = warnings;
  }

  /** Of a server's certificate and those that it hangs on; null if nothing was taken back. */
  @Nullable Fault of(Claim claim, Instant now) {
    List<X509Certificate> known = new ArrayList<>(authorities);
    known.addAll(claim.chain());
    X509Certificate each = claim.certificate();
    for (int i = 0; i < LONGEST_CHAIN && !lists.isEmpty(); i++) {
      X509Certificate issuer = issuer(each, known);
      if (issuer == null || issuer.equals(each)) {
        return null;
      }
      X509CRLEntry entry = entry(each, issuer, now);
      if (entry != null) {
        return fault(claim, each, entry);
      }
      each = issuer;
    }
    return null;
  }

  private static @Nullable X509Certificate issuer(
      X509Certificate certificate, List<X509Certificate> known) {
    for (X509Certificate candidate : known) {
      if (candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
          && isSigned(() -> certificate.verify(candidate.getPublicKey()))) {
        return candidate;
      }
    }
    return null;
  }

  private @Nullable X509CRLEntry entry(
      X509Certificate certificate, X509Certificate issuer, Instant now) {
    for (X509CRL list : lists) {
      if (list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
          && isSigned(() -> list.verify(issuer.getPublicKey()))) {
        warnIfOld(list, now);
        X509CRLEntry entry = list.getRevokedCertificate(certificate.getSerialNumber());
        if (entry != null) {
          return entry;
        }
      }
    }
    return null;
  }

  private void warnIfOld(X509CRL list, Instant now) {
    if (list.getNextUpdate() != null && now.isAfter(list.getNextUpdate().toInstant())) {
      warnings.once(
          "the revocation list of %s should have been replaced by %s; it is still used"
              .formatted(
                  list.getIssuerX500Principal().getName(),
                  CertificateText.day(list.getNextUpdate().toInstant())));
    }
  }

  private static Fault fault(Claim claim, X509Certificate revoked, X509CRLEntry entry) {
    String authority = revoked.getIssuerX500Principal().getName();
    String when = CertificateText.day(entry.getRevocationDate().toInstant()).toString();
    String why =
        entry.getRevocationReason() == null ? "" : " (" + entry.getRevocationReason() + ")";
    return new Fault(
        revoked.equals(claim.certificate())
            ? "%s has revoked on %s%s".formatted(authority, when, why)
            : "was issued by %s, whose certificate %s has revoked on %s%s"
                .formatted(CertificateText.subject(revoked), authority, when, why),
        "Have the server get another one");
  }

  private interface Verification {
    void run() throws GeneralSecurityException;
  }

  private static boolean isSigned(Verification verification) {
    try {
      verification.run();
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
