package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;
import io.tidegate.config.NoEffect;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import io.tidegate.config.Secret;
import org.jspecify.annotations.Nullable;

/** The section {@code thingsboard.security}: who the gateway is, and how it is encrypted. */
public record SecurityConfig(
    @Doc("The kind of credentials; without it, the kind that the other keys show.")
        @Nullable Type type,
    @Doc("Access token of the gateway device.") @Secret @Nullable String accessToken,
    @Doc("MQTT client id.") @Nullable String clientId,
    @Doc("MQTT user name.") @Nullable String username,
    @Doc("MQTT password.") @Secret @Nullable String password,
    @Doc("Certificate authority of the server, PEM; relative to the configuration folder first.")
        @Nullable String caCert,
    @Doc("Client certificate, PEM.") @Nullable String cert,
    @Doc("Key of the client certificate, PEM.") @Nullable String privateKey,
    @Doc("Encrypts without naming a certificate authority.") @Default("false") boolean tls,
    @Doc("Accepts any server certificate. For trials only: credentials can be stolen.")
        @Default("false")
        boolean insecure,
    @Doc("Seconds between two looks at the certificates' expiry.")
        @Default("86400")
        @Range(min = 1, max = Integer.MAX_VALUE)
        @NoEffect(value = "is not active yet", unless = "86400")
        int checkCertPeriod,
    @Doc("Days before its expiry when a certificate is replaced.")
        @Default("3")
        @Range(min = 0, max = Integer.MAX_VALUE)
        @NoEffect(value = "is not active yet", unless = "3")
        int certificateDaysLeft)
    implements Checked {

  /** The kinds of credentials. */
  public enum Type {
    /** A token. */
    @Key("accessToken")
    ACCESS_TOKEN,
    /** Any of client id, user name and password. */
    @Key("usernamePassword")
    USERNAME_PASSWORD,
    /** A token over TLS. */
    @Key("tlsAccessToken")
    TLS_ACCESS_TOKEN,
    /** A client certificate. */
    @Key("tlsPrivateKey")
    TLS_PRIVATE_KEY,
    /** A client certificate that provisioning made. */
    @Key("x509Certificate")
    X509_CERTIFICATE
  }

  /** Credentials of one kind over a plain connection. */
  public static SecurityConfig accessToken(String token) {
    return new SecurityConfig(
        Type.ACCESS_TOKEN, token, null, null, null, null, null, null, false, false, 86400, 3);
  }

  @Override
  public void check(Problems problems) {
    Type kind = kind();
    if (kind == null) {
      problems.error(
          "", "has no credentials: expected accessToken, username and password, or cert");
      return;
    }
    switch (kind) {
      case ACCESS_TOKEN, TLS_ACCESS_TOKEN -> require(problems, "accessToken", accessToken);
      case USERNAME_PASSWORD -> require(problems, "username", first(username, clientId));
      case TLS_PRIVATE_KEY, X509_CERTIFICATE -> {
        require(problems, "cert", cert);
        require(problems, "privateKey", privateKey);
      }
    }
    if ((cert == null) != (privateKey == null)) {
      problems.error(
          cert == null ? "cert" : "privateKey",
          "is required but missing: a certificate and its key come together");
    }
    if (insecure) {
      problems.warning("insecure", "is true: whoever sits in between can read the credentials");
    }
  }

  private static void require(Problems problems, String key, @Nullable String credential) {
    if (credential == null || credential.isBlank()) {
      problems.error(key, "is required but missing: there are no other credentials");
    }
  }

  /** The kind of credentials, given or evident; null if there are none. */
  public @Nullable Type kind() {
    if (type != null) {
      return type;
    }
    if (accessToken != null) {
      return Type.ACCESS_TOKEN;
    }
    if (first(username, clientId) != null) {
      return Type.USERNAME_PASSWORD;
    }
    return cert == null ? null : Type.TLS_PRIVATE_KEY;
  }

  /** Whether these credentials ask for encryption whatever the port. */
  public boolean wantsTls() {
    Type kind = kind();
    boolean byKind =
        kind == Type.TLS_ACCESS_TOKEN
            || kind == Type.TLS_PRIVATE_KEY
            || kind == Type.X509_CERTIFICATE;
    return tls || caCert != null || cert != null || byKind;
  }

  private static @Nullable String first(@Nullable String a, @Nullable String b) {
    return a == null ? b : a;
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "SecurityConfig[%s, tls=%s]".formatted(kind(), wantsTls());
  }
}
