package io.tidegate.connector.opcua.secure;

import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a certificate says, in words. */
public final class CertificateText {

  // The kinds of SubjectAltName (RFC 5280, 4.2.1.6).
  private static final int DNS_NAME = 2;
  private static final int URI_NAME = 6;
  private static final int IP_ADDRESS = 7;

  private CertificateText() {}

  /** Subject, issuer, validity and fingerprint in one line. */
  public static String of(X509Certificate certificate) {
    String subject = subject(certificate);
    String issuer = certificate.getIssuerX500Principal().getName();
    return "%s (%s, valid %s to %s, SHA-256 %s)"
        .formatted(
            subject,
            issuer.equals(subject) ? "self-signed" : "issued by " + issuer,
            day(certificate.getNotBefore().toInstant()),
            day(certificate.getNotAfter().toInstant()),
            Fingerprint.of(certificate));
  }

  /** The subject's name. */
  public static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  /** The day, in UTC. */
  static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /** Host names and IP addresses that the certificate is for. */
  static List<String> hosts(X509Certificate certificate) {
    return names(certificate).stream()
        .filter(name -> name.getFirst().equals(DNS_NAME) || name.getFirst().equals(IP_ADDRESS))
        .map(name -> String.valueOf(name.get(1)))
        .toList();
  }

  /** The application's URI that the certificate is for; null without. */
  public static @Nullable String applicationUri(X509Certificate certificate) {
    return names(certificate).stream()
        .filter(name -> name.getFirst().equals(URI_NAME))
        .map(name -> name.get(1) instanceof URI uri ? uri.toString() : String.valueOf(name.get(1)))
        .findFirst()
        .orElse(null);
  }

  private static Collection<List<?>> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names;
    } catch (CertificateParsingException e) {
      // One that can't be read names nobody.
      return List.of();
    }
  }
}
