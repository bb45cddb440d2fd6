package io.tidegate.connector.opcua.secure;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What people compare certificates by: the SHA-256 of its DER form.
 *
 * @param digits 64 hexadecimal digits in lower case, or the first ones of them.
 */
public record Fingerprint(String digits) {

  /** Enough to tell the certificates of one plant apart. */
  private static final int SHORT = 16;

  /** Of a certificate. */
  public static Fingerprint of(X509Certificate certificate) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return new Fingerprint(HexFormat.of().formatHex(sha.digest(certificate.getEncoded())));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("every Java runtime has SHA-256, for every certificate", e);
    }
  }

  /** As people write it: with or without colons or spaces, in upper or lower case. */
  public static Fingerprint parse(String text) {
    return new Fingerprint(text.replaceAll("[:\\s-]", "").toLowerCase(Locale.ROOT));
  }

  /** Whether this is how that one begins. */
  public boolean begins(Fingerprint whole) {
    return !digits.isEmpty() && whole.digits.startsWith(digits);
  }

  /** The first digits, for file names and commands. */
  public String shortened() {
    return digits.substring(0, Math.min(SHORT, digits.length()));
  }

  /** As other programs show it: {@code AB:CD:…}. */
  @Override
  public String toString() {
    return digits.toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
  }
}
