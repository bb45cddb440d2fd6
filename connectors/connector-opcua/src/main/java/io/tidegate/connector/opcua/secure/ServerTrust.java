package io.tidegate.connector.opcua.secure;

import io.tidegate.connector.RefusedException;
import io.tidegate.connector.opcua.config.TrustConfig;
import io.tidegate.tls.CertifiedKey;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a server is the one that the user means (OPC 10000-4, 6.1.3). Files are read each
 * time, so that a certificate that somebody has trusted counts from the next attempt on.
 */
final class ServerTrust {

  private final TrustConfig config;
  private final SettingNames names;
  private final PkiFolder pki;
  private final @Nullable Path anchor;
  private final Clock clock;
  private final Warnings warnings;

  /**
   * Reads nothing yet.
   *
   * @param anchor a file with certificates that are trusted too; null if there is none.
   */
  ServerTrust(
      TrustConfig config,
      SettingNames names,
      PkiFolder pki,
      @Nullable Path anchor,
      Clock clock,
      Warnings warnings) {
    this.config = config;
    this.names = names;
    this.pki = pki;
    this.anchor = anchor;
    this.clock = clock;
    this.warnings = warnings;
  }

  /**
   * Returns if the server is trusted.
   *
   * @throws RefusedException if it is not; the message says what to do about it.
   */
  void check(Claim claim) throws RefusedException {
    if (config.insecure()) {
      warnings.once(
          claim.url()
              + ": any server is trusted, since "
              + names.insecure()
              + ": passwords and values are not protected against somebody in between");
    } else if (isPinned(claim.certificate())) {
      warnIfExpired(claim);
    } else {
      checkTrusted(claim);
      List<Fault> faults = Fault.of(claim, config, names, clock);
      if (!faults.isEmpty()) {
        throw refused(claim, faults.getFirst());
      }
    }
  }

  private static RefusedException refused(Claim claim, Fault fault) {
    return new RefusedException(
        "%s shows a certificate that %s: %s. %s"
            .formatted(
                claim.url(), fault.what(), CertificateText.of(claim.certificate()), fault.cure()),
        new SecurityException(fault.what()));
  }

  /** The user has named exactly this one, so nothing else about it matters. */
  private boolean isPinned(X509Certificate certificate) {
    Fingerprint shown = Fingerprint.of(certificate);
    return config.fingerprints().stream().map(Fingerprint::parse).anyMatch(shown::equals);
  }

  private void checkTrusted(Claim claim) throws RefusedException {
    List<X509Certificate> trusted = certificates(pki.trusted());
    if (anchor != null) {
      trusted.addAll(CertifiedKey.certificates(anchor));
    }
    List<X509Certificate> issuers = certificates(pki.issuers());
    if (!trusted.contains(claim.certificate())) {
      try {
        new Authorities(trusted, issuers, clock).check(claim.chain());
      } catch (GeneralSecurityException e) {
        throw new RefusedException(untrusted(claim), e);
      }
    }
    issuers.addAll(trusted);
    Fault revoked =
        new Revocations(pki.revocationLists(), issuers, warnings).of(claim, clock.instant());
    if (revoked != null) {
      throw refused(claim, revoked.orAccepted(names));
    }
  }

  /** To be added to. */
  private List<X509Certificate> certificates(Path folder) {
    return pki.entries(folder).stream()
        .map(PkiFolder.Entry::certificate)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private String untrusted(Claim claim) {
    X509Certificate certificate = claim.certificate();
    Path kept = pki.reject(certificate);
    return ("%s shows a certificate that is not trusted: %s. If it is the server's, trust it with"
                + " `./tidegate opcua trust %s --pki %s`, or move %s to %s")
            .formatted(
                claim.url(),
                CertificateText.of(certificate),
                Fingerprint.of(certificate).shortened(),
                pki.path(),
                kept,
                pki.trusted())
        + Fault.of(claim, config, names, clock).stream()
            .map(fault -> ". It also %s. %s".formatted(fault.what(), fault.cure()))
            .collect(Collectors.joining());
  }

  private void warnIfExpired(Claim claim) {
    if (clock.instant().isAfter(claim.certificate().getNotAfter().toInstant())) {
      warnings.once(
          claim.url()
              + ": the server's certificate has expired, and is trusted by its fingerprint: "
              + CertificateText.of(claim.certificate()));
    }
  }
}
