package io.tidegate.connector.modbus.config;

import io.tidegate.config.Alias;
import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;
import io.tidegate.config.NoEffect;
import io.tidegate.config.Problems;
import io.tidegate.config.Secret;
import io.tidegate.tls.TlsSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The {@code tls} object of a unit. */
public record TlsConfig(
    @Doc("Certificates to trust, a PEM file; missing: those that the Java runtime trusts.")
        @Alias({"pathToCACert", "caCert"})
        @Nullable String cafile,
    @Doc("Certificate of the gateway, a PEM file.") @Nullable String certfile,
    @Doc("Private key of that certificate, a PEM file.") @Nullable String keyfile,
    @Doc("Password of the private key.") @Secret @Nullable String password,
    @Doc("The name that the Python gateway does not check.")
        @Key("server_hostname")
        @NoEffect("has no effect: the certificate must be that of `host`")
        @Nullable ConfigNode serverHostname,
    @Doc(
            "`true`: the host name is not checked; and without `cafile` nothing of the server's"
                + " certificate is.")
        @Default("false")
        boolean insecure)
    implements Checked {

  /** Of a unit that has `method: tls` and no object. */
  public static final TlsConfig VERIFIED = new TlsConfig(null, null, null, null, null, false);

  @Override
  public void check(Problems problems) {
    if (isBlank(certfile) != isBlank(keyfile)) {
      problems.error(
          isBlank(certfile) ? "certfile" : "keyfile",
          "is missing: a client certificate and its private key belong together");
    }
    if (!isEmpty() && isBlank(cafile) && !insecure) {
      problems.warning(
          "cafile",
          "is missing: the certificate of the server is checked against those that the Java runtime"
              + " trusts, where the Python gateway checks nothing");
    }
  }

  /** Whether it says nothing, which the Python gateway takes as no TLS. */
  public boolean isEmpty() {
    return isBlank(cafile)
        && isBlank(certfile)
        && isBlank(keyfile)
        && isBlank(password)
        && serverHostname == null
        && !insecure;
  }

  /**
   * The settings.
   *
   * @throws io.tidegate.connector.ConfigurationException if they don't fit together.
   */
  public TlsSettings settings() {
    return new TlsSettings(path(cafile), path(certfile), path(keyfile), password, insecure);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "TlsConfig[cafile=%s, certfile=%s, insecure=%s]".formatted(cafile, certfile, insecure);
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null || text.isBlank() ? null : Path.of(text);
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
