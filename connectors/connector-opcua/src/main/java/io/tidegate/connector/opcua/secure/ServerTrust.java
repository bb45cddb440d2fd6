package io.tidegate.connector.opcua.secure;

import io.tidegate.connector.RefusedException;
import io.tidegate.connector.opcua.config.TrustConfig;
import io.tidegate.tls.CertifiedKey;
import java.nio.file.Path;
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
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a server is the one that the user means (OPC 10000-4, 6.1.3). Files are read each
 * time, so that a certificate that somebody has trusted counts from the next attempt on.
 */
final class ServerTrust {

  private static final String OR_PINNED =
      ", or name its fingerprint in server.trust.fingerprints to accept it as it is";

  private final TrustConfig config;
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
      TrustConfig config, PkiFolder pki, @Nullable Path anchor, Clock clock, Warnings warnings) {
    this.config = config;
    this.pki = pki;
    this.anchor = anchor;
    this.clock = clock;
    this.warnings = warnings;
  }

  /**
   * Who a server says that it is.
   *
   * @param url where it was reached.
   * @param chain its certificate, then those that issued it.
   * @param applicationUri null where it is not to be checked.
   * @param host null where it is not to be checked.
   */
  record Claim(
      String url,
      List<X509Certificate> chain,
      @Nullable String applicationUri,
      @Nullable String host) {

    X509Certificate certificate() {
      return chain.getFirst();
    }
  }

  private record Fault(String what, String cure) {}

  /**
   * Returns if the server is trusted.
   *
   * @throws RefusedException if it is not; the message says what to do about it.
   */
  void check(Claim claim) throws RefusedException {
    if (config.insecure()) {
      warnings.once(
          claim.url
              + ": any server is trusted, since server.trust.insecure is true: passwords and"
              + " values are not protected against somebody in between");
    } else if (isPinned(claim.certificate())) {
      warnIfExpired(claim);
    } else {
      checkTrusted(claim);
      List<Fault> faults = faults(claim);
      if (!faults.isEmpty()) {
        Fault fault = faults.getFirst();
        throw new RefusedException(
            "%s shows a certificate that %s: %s. %s"
                .formatted(
                    claim.url,
                    fault.what,
                    CertificateText.of(claim.certificate()),
                    fault.cure + OR_PINNED),
            new SecurityException(fault.what));
      }
    }
  }

  /** The user has named exactly this one, so nothing else about it matters. */
  private boolean isPinned(X509Certificate certificate) {
    Fingerprint shown = Fingerprint.of(certificate);
    return config.fingerprints().stream().map(Fingerprint::parse).anyMatch(shown::equals);
  }

  private void checkTrusted(Claim claim) throws RefusedException {
    List<X509Certificate> trusted =
        new ArrayList<>(
            PkiFolder.entries(pki.trusted()).stream().map(PkiFolder.Entry::certificate).toList());
    if (anchor != null) {
      trusted.addAll(CertifiedKey.certificates(anchor));
    }
    if (!trusted.contains(claim.certificate())) {
      checkIssuers(claim, trusted);
    }
  }

  /** Authorities that are trusted, and what the server itself shows of those in between. */
  private void checkIssuers(Claim claim, List<X509Certificate> trusted) throws RefusedException {
    Set<TrustAnchor> anchors = new HashSet<>();
    for (X509Certificate each : trusted) {
      if (each.getBasicConstraints() >= 0) {
        anchors.add(new TrustAnchor(each, null));
      }
    }
    try {
      if (anchors.isEmpty()) {
        throw new CertPathBuilderException("no authority is trusted");
      }
      CertPathBuilder.getInstance("PKIX").build(path(claim, anchors));
    } catch (GeneralSecurityException e) {
      throw new RefusedException(untrusted(claim), e);
    }
  }

  private PKIXBuilderParameters path(Claim claim, Set<TrustAnchor> anchors)
      throws GeneralSecurityException {
    X509CertSelector wanted = new X509CertSelector();
    wanted.setCertificate(claim.certificate());
    PKIXBuilderParameters path = new PKIXBuilderParameters(anchors, wanted);
    path.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(claim.chain)));
    path.setRevocationEnabled(false);
    path.setDate(Date.from(withinValidity(claim.certificate())));
    return path;
  }

  /** A certificate that has expired is to be told as such, and not as one that is not trusted. */
  private Instant withinValidity(X509Certificate certificate) {
    Instant now = clock.instant();
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    return now.isBefore(from) ? from : now.isAfter(to) ? to : now;
  }

  private String untrusted(Claim claim) {
    X509Certificate certificate = claim.certificate();
    Path kept = pki.reject(certificate);
    return ("%s shows a certificate that is not trusted: %s. If it is the server's, trust it with"
                + " `./tidegate opcua trust %s --pki %s`, or move %s to %s")
            .formatted(
                claim.url,
                CertificateText.of(certificate),
                Fingerprint.of(certificate).shortened(),
                pki.path(),
                kept,
                pki.trusted())
        + faults(claim).stream()
            .map(fault -> ". It also %s. %s%s".formatted(fault.what, fault.cure, OR_PINNED))
            .collect(Collectors.joining());
  }

  private void warnIfExpired(Claim claim) {
    if (clock.instant().isAfter(claim.certificate().getNotAfter().toInstant())) {
      warnings.once(
          claim.url
              + ": the server's certificate has expired, and is trusted by its fingerprint: "
              + CertificateText.of(claim.certificate()));
    }
  }

  /** What is wrong with a certificate apart from who vouches for it. */
  private List<Fault> faults(Claim claim) {
    List<Fault> faults = new ArrayList<>();
    addTime(claim.certificate(), faults);
    addApplication(claim, faults);
    addHost(claim, faults);
    return faults;
  }

  private void addTime(X509Certificate certificate, List<Fault> faults) {
    Instant now = clock.instant();
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      faults.add(new Fault("has expired", "Have it renewed"));
    } else if (now.isBefore(certificate.getNotBefore().toInstant())) {
      faults.add(
          new Fault("is not valid yet", "Check the clocks of the server and of this machine"));
    }
  }

  private static void addApplication(Claim claim, List<Fault> faults) {
    String shown = CertificateText.applicationUri(claim.certificate());
    if (claim.applicationUri != null && !claim.applicationUri.equals(shown)) {
      faults.add(
          new Fault(
              "is for the application %s, and the server says that it is %s"
                  .formatted(shown == null ? "(none)" : shown, claim.applicationUri),
              "Correct the server"));
    }
  }

  private void addHost(Claim claim, List<Fault> faults) {
    List<String> hosts = CertificateText.hosts(claim.certificate());
    if (claim.host != null && !config.anyHostName() && !names(hosts, claim.host)) {
      faults.add(
          new Fault(
              "is for %s, not for %s"
                  .formatted(hosts.isEmpty() ? "no host" : String.join(", ", hosts), claim.host),
              "Use such a name in server.url, or set server.trust.anyHostName to true"));
    }
  }

  private static boolean names(List<String> hosts, String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    return hosts.stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(wanted));
  }
}
