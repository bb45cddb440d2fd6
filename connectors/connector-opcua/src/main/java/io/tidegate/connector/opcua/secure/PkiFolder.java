package io.tidegate.connector.opcua.secure;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.tls.CertifiedKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates that a gateway keeps: {@code trusted}, {@code issuers}, {@code rejected} and
 * {@code own}, with revocation lists in {@code crl} below the first two. People may put PEM and DER
 * files there, and move and delete what is there, at any time.
 */
public final class PkiFolder {

  /** Somebody who makes up certificates must not fill the disk. */
  private static final int MOST_REJECTED = 100;

  // The usual names (OPC 10000-12, F.1).
  private static final String CERTIFICATES = "certs";
  private static final String LISTS = "crl";

  private static final Logger log = LoggerFactory.getLogger(PkiFolder.class);

  /** A certificate of the folder. */
  public record Entry(Path file, X509Certificate certificate) {}

  private final Path folder;
  private final Warnings warnings = new Warnings();

  /** Touches nothing: what is needed is made when it is needed. */
  public PkiFolder(Path folder) {
    this.folder = folder;
  }

  /** The folder itself. */
  public Path path() {
    return folder;
  }

  /** Certificates of servers, and of authorities that have issued them. */
  public Path trusted() {
    return folder.resolve("trusted");
  }

  /** Certificates of authorities that are not trusted themselves. */
  Path issuers() {
    return folder.resolve("issuers");
  }

  /** Certificates that were met and are not trusted. */
  public Path rejected() {
    return folder.resolve("rejected");
  }

  Path own() {
    return folder.resolve("own");
  }

  /**
   * What is in one of the folders, or in {@code certs} below it; files that hold no certificate are
   * told and passed over.
   */
  public List<Entry> entries(Path of) {
    List<Entry> entries = new ArrayList<>();
    for (Path file : files(of, CERTIFICATES)) {
      try {
        CertifiedKey.certificates(file).forEach(each -> entries.add(new Entry(file, each)));
      } catch (ConfigurationException e) {
        warnings.once("passed over: " + e.getMessage());
      }
    }
    return entries;
  }

  /** All revocation lists; files that hold none are told and passed over. */
  List<X509CRL> revocationLists() {
    List<X509CRL> lists = new ArrayList<>();
    for (Path folderOfLists : List.of(trusted().resolve(LISTS), issuers().resolve(LISTS))) {
      for (Path file : files(folderOfLists)) {
        try (InputStream content = Files.newInputStream(file)) {
          CertificateFactory.getInstance("X.509")
              .generateCRLs(content)
              .forEach(each -> lists.add((X509CRL) each));
        } catch (IOException | GeneralSecurityException e) {
          warnings.once("passed over: %s holds no revocation list: %s".formatted(file, e));
        }
      }
    }
    return lists;
  }

  /**
   * Keeps a certificate that is not trusted, so that somebody can look at it and trust it.
   *
   * @throws ConfigurationException if the folder can't be written to.
   */
  public Path reject(X509Certificate certificate) {
    Path file = rejected().resolve(fileName(certificate));
    if (!Files.exists(file)) {
      write(rejected(), file, certificate);
      prune();
    }
    return file;
  }

  /**
   * Trusts a certificate from now on; a running gateway sees it when it connects the next time.
   *
   * @throws ConfigurationException if the folder can't be written to.
   */
  public Path trust(X509Certificate certificate) {
    Path file = trusted().resolve(fileName(certificate));
    write(trusted(), file, certificate);
    try {
      for (Entry entry : entries(rejected())) {
        if (entry.certificate.equals(certificate)) {
          Files.deleteIfExists(entry.file);
        }
      }
    } catch (IOException e) {
      log.warn("{} is trusted, but stays among the rejected ones: {}", file, e.toString());
    }
    return file;
  }

  private static void write(Path in, Path file, X509Certificate certificate) {
    try {
      Files.createDirectories(in);
      Path whole = Files.createTempFile(in, ".", ".new");
      Files.write(whole, certificate.getEncoded());
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | CertificateEncodingException e) {
      throw new ConfigurationException(file + " can't be written: " + e);
    }
  }

  /** The oldest go first. */
  private void prune() {
    List<Path> files = new ArrayList<>(files(rejected()));
    files.sort((a, b) -> Long.compare(a.toFile().lastModified(), b.toFile().lastModified()));
    for (Path file : files.subList(0, Math.max(0, files.size() - MOST_REJECTED))) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        log.warn("{} can't be deleted: {}", file, e.toString());
      }
    }
  }

  private static List<Path> files(Path of, String below) {
    return Stream.concat(files(of).stream(), files(of.resolve(below)).stream()).toList();
  }

  private static List<Path> files(Path of) {
    try (Stream<Path> files = Files.list(of)) {
      return files
          .filter(
              file -> !file.getFileName().toString().startsWith(".") && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new ConfigurationException(of + " can't be read: " + e);
    }
  }

  /** A name that tells people which one it is; the subject is the stranger's word. */
  private static String fileName(X509Certificate certificate) {
    String name =
        Stream.of(CertificateText.subject(certificate).split(",", -1))
            .map(String::strip)
            .filter(part -> part.toUpperCase(Locale.ROOT).startsWith("CN="))
            .map(part -> part.substring("CN=".length()).replaceAll("[^A-Za-z0-9._-]+", "-"))
            .findFirst()
            .orElse("server");
    String bounded = name.substring(0, Math.min(40, name.length())).replaceFirst("^[.-]+", "");
    return bounded + "-" + Fingerprint.of(certificate).shortened() + ".der";
  }
}
