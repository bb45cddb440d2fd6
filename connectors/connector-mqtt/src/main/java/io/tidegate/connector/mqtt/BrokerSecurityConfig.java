package io.tidegate.connector.mqtt;

import io.tidegate.config.Alias;
import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import io.tidegate.config.Secret;
import io.tidegate.connector.ConfigurationException;
import io.tidegate.tls.TlsSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The {@code security} object of a broker. */
public record BrokerSecurityConfig(
    @Doc("How the gateway shows who it is. A user name is used whatever the type.")
        @Default("anonymous")
        Type type,
    @Doc("User name.") @Nullable String username,
    @Doc("Password.") @Secret @Nullable String password,
    @Doc("Certificates to trust, a PEM file; missing: those that the Java runtime trusts.")
        @Alias("caCert")
        @Nullable String pathToCACert,
    @Doc("Private key of the client certificate, a PEM file.") @Alias("privateKey")
        @Nullable String pathToPrivateKey,
    @Doc("Client certificate, a PEM file.") @Alias("cert") @Nullable String pathToClientCert,
    @Doc("Password of the private key.") @Secret @Nullable String privateKeyPassword,
    @Doc(
            "`true`: the host name is not checked; and without `pathToCACert` nothing of the broker's"
                + " certificate is.")
        @Default("false")
        boolean insecure)
    implements Checked {

  /** The types, as users write them. */
  public enum Type {
    ANONYMOUS,
    BASIC,
    CERTIFICATES
  }

  @Override
  public void check(Problems problems) {
    if (type == Type.BASIC && isBlank(username)) {
      problems.warning("username", "is missing, though the type is basic");
    }
    if (type != Type.CERTIFICATES && usesTls()) {
      problems.warning(
          "pathToCACert", "turns TLS on; the Python gateway does so only with type certificates");
    }
    if (type == Type.CERTIFICATES && isBlank(pathToCACert) && !insecure) {
      problems.warning(
          "pathToCACert",
          "is missing: the broker's certificate is checked against those that the Java runtime"
              + " trusts, where the Python gateway checks nothing");
    }
    if (isBlank(pathToClientCert) != isBlank(pathToPrivateKey)) {
      problems.error(
          isBlank(pathToClientCert) ? "pathToClientCert" : "pathToPrivateKey",
          "is missing: a client certificate and its private key belong together");
    }
  }

  /** Whether the connection is encrypted; there is no fallback to plain text. */
  boolean usesTls() {
    return type == Type.CERTIFICATES || !isBlank(pathToCACert);
  }

  /**
   * The files.
   *
   * @throws ConfigurationException if they don't fit together.
   */
  TlsSettings tls() {
    return new TlsSettings(
        path(pathToCACert),
        path(pathToClientCert),
        path(pathToPrivateKey),
        privateKeyPassword,
        insecure);
  }

  /** Without passwords. */
  @Override
  public String toString() {
    return "BrokerSecurityConfig[%s, username=%s, tls=%s]".formatted(type, username, usesTls());
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null || text.isBlank() ? null : Path.of(text);
  }

  /** Forms that users fill in leave empty texts behind. */
  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
