package io.tidegate.connector.opcua.secure;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.tls.CertifiedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * The certificate that the gateway has made for itself and keeps in the folder {@code own}: {@code
 * gateway.pem} with its key, and {@code gateway.der} to be handed to servers. When its end is near
 * another one is made with the same key, {@code next.pem}, so that there is time to have servers
 * trust it before it is used.
 */
final class OwnCertificate {

  private static final Duration NOTICE = Duration.ofDays(30);
  private static final Duration SWITCH = Duration.ofDays(1);

  /** Several connectors may share the folder. */
  private static final Object MAKING = new Object();

  private final Path folder;
  private final CertificateMaker maker;
  private final SettingNames names;
  private final Clock clock;
  private final Warnings warnings;

  OwnCertificate(
      PkiFolder pki, String applicationUri, SettingNames names, Clock clock, Warnings warnings) {
    this.folder = pki.own();
    this.maker = new CertificateMaker(applicationUri, clock);
    this.names = names;
    this.clock = clock;
    this.warnings = warnings;
  }

  /**
   * What is there, or is made now.
   *
   * @throws ConfigurationException if the folder can't be written to or holds something unusable.
   */
  CertifiedKey get() {
    synchronized (MAKING) {
      if (!Files.exists(current())) {
        write("gateway", maker.make());
      }
      CertifiedKey own = CertifiedKey.read(current(), current(), null);
      Duration left = left(own);
      return left.compareTo(NOTICE) > 0 ? own : renewed(own, left);
    }
  }

  /** The certificate alone, for people who have servers trust it. */
  Path publicFile() {
    return folder.resolve("gateway.der");
  }

  private CertifiedKey renewed(CertifiedKey own, Duration left) {
    Path next = folder.resolve("next.pem");
    if (!Files.exists(next)) {
      write("next", maker.makeAgain(own));
    }
    if (left.compareTo(SWITCH) > 0) {
      warnings.once(
          "the gateway's certificate expires on %s: have the servers trust %s before then, which takes its place"
              .formatted(
                  CertificateText.day(own.certificate().getNotAfter().toInstant()),
                  folder.resolve("next.der")));
      return own;
    }
    move("next.pem", "gateway.pem");
    move("next.der", "gateway.der");
    warnings.once(
        "the gateway's certificate has been renewed: servers that don't trust the new one yet refuse the"
            + " gateway until they trust "
            + publicFile());
    return CertifiedKey.read(current(), current(), null);
  }

  private Duration left(CertifiedKey own) {
    Instant end = own.certificate().getNotAfter().toInstant();
    return Duration.between(clock.instant(), end);
  }

  private Path current() {
    return folder.resolve("gateway.pem");
  }

  /** The key's file comes last and at once: it is what says that the certificate is there. */
  private void write(String name, CertifiedKey made) {
    try {
      byte[] certificate = made.certificate().getEncoded();
      String pem = pem("PRIVATE KEY", made.key().getEncoded()) + pem("CERTIFICATE", certificate);
      Files.createDirectories(folder);
      Files.write(folder.resolve(name + ".der"), certificate);
      Path whole = folder.resolve("." + name + ".new");
      Files.deleteIfExists(whole);
      if (whole.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            whole,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(whole, pem);
      Files.move(whole, folder.resolve(name + ".pem"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | CertificateEncodingException e) {
      throw new ConfigurationException(
          "the gateway's certificate can't be kept in %s: %s. Set %s to a folder that the gateway may write to, or %s"
              .formatted(folder, e, names.folder(), names.certificate()));
    }
  }

  private void move(String from, String to) {
    try {
      Files.move(
          folder.resolve(from),
          folder.resolve(to),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ConfigurationException(folder.resolve(to) + " can't be replaced: " + e);
    }
  }

  private static String pem(String type, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
        .formatted(type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
  }
}
