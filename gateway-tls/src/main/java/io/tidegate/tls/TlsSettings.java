package io.tidegate.tls;

import io.tidegate.config.Secret;
import io.tidegate.connector.ConfigurationException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How one connection is secured. The peer's certificate and host name are verified unless {@link
 * #insecure} says otherwise; there is no fallback to anything weaker. Files are read when a factory
 * is asked for, so that a renewed certificate is used from the next connection on.
 *
 * @param caFile certificates to trust, PEM; null: those that the Java runtime trusts.
 * @param certFile the client's certificate and the chain that issued it, PEM; null: none is shown.
 * @param keyFile the private key of {@code certFile}: PEM of PKCS#8, PKCS#1 or SEC 1.
 * @param keyPassword of an encrypted key; null if it is not encrypted.
 * @param insecure the host name is not checked; and without {@code caFile} no certificate is
 *     either.
 */
public record TlsSettings(
    @Nullable Path caFile,
    @Nullable Path certFile,
    @Nullable Path keyFile,
    @Secret @Nullable String keyPassword,
    boolean insecure) {

  private static final char[] IN_MEMORY = {};

  public TlsSettings {
    if ((certFile == null) != (keyFile == null)) {
      throw new ConfigurationException(
          "a client certificate needs both files, the certificate and its private key; only "
              + (certFile == null ? keyFile : certFile)
              + " is given");
    }
  }

  /** Verifies against the certificates that the Java runtime trusts. */
  public static TlsSettings verified() {
    return new TlsSettings(null, null, null, null, false);
  }

  /** Verifies against the certificates in a file. */
  public static TlsSettings trusting(Path caFile) {
    return new TlsSettings(caFile, null, null, null, false);
  }

  /** The same, showing a client certificate whose key is not encrypted. */
  public TlsSettings withClientCertificate(Path certificate, Path key) {
    return new TlsSettings(caFile, certificate, key, null, insecure);
  }

  /**
   * Decides which peers are trusted.
   *
   * @throws ConfigurationException if a file can't be used; the message names it.
   */
  public TrustManagerFactory trustManagers() {
    if (insecure && caFile == null) {
      return new TrustsAnyone();
    }
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      // A null store means the runtime's own (JSSE Reference Guide, TrustManagerFactory).
      factory.init(caFile == null ? null : storeOf(PemFiles.certificates(caFile)));
      return factory;
    } catch (GeneralSecurityException e) {
      throw new ConfigurationException(caFile + " can't be trusted: " + e.getMessage());
    }
  }

  /**
   * Shows the client certificate; null if there is none.
   *
   * @throws ConfigurationException if a file can't be used; the message names it.
   */
  public @Nullable KeyManagerFactory keyManagers() {
    if (certFile == null || keyFile == null) {
      return null;
    }
    List<X509Certificate> chain = PemFiles.certificates(certFile);
    PrivateKey key = PemFiles.privateKey(keyFile, keyPassword);
    PemFiles.checkPair(chain.getFirst(), certFile, key, keyFile);
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry("client", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, IN_MEMORY);
      return factory;
    } catch (GeneralSecurityException e) {
      throw new ConfigurationException(
          certFile + " with " + keyFile + " can't be used: " + e.getMessage());
    }
  }

  /**
   * What stands in for the check of the host name; null: check it as HTTPS does (RFC 2818), which
   * is what a client must then ask of its engine.
   */
  public @Nullable HostnameVerifier hostnameVerifier() {
    return insecure ? (host, session) -> true : null;
  }

  /** The trust and the key in the form that the JDK's own clients take. */
  public SSLContext sslContext() {
    KeyManagerFactory keys = keyManagers();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys == null ? null : keys.getKeyManagers(), trustManagers().getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ConfigurationException("TLS can't be set up: " + e.getMessage());
    }
  }

  /** Without the password of the key. */
  @Override
  public String toString() {
    return "TlsSettings[caFile=%s, certFile=%s, keyFile=%s, insecure=%s]"
        .formatted(caFile, certFile, keyFile, insecure);
  }

  private static KeyStore storeOf(List<X509Certificate> certificates)
      throws GeneralSecurityException {
    KeyStore store = emptyStore();
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("ca-" + i, certificates.get(i));
    }
    return store;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (java.io.IOException e) {
      throw new IllegalStateException("loading an empty store reads nothing", e);
    }
    return store;
  }
}
