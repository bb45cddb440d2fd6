package io.tidegate.thingsboard;

import io.tidegate.config.Secret;
import io.tidegate.tls.TlsSettings;
import org.jspecify.annotations.Nullable;

/** How the gateway proves to ThingsBoard who it is. Never shows a secret in its text. */
public sealed interface Security {

  /** How the connection is secured; null for plain TCP, except on port 8883. */
  @Nullable TlsSettings tls();

  /** {@code accessToken} and {@code tlsAccessToken}: the token is the MQTT user name. */
  record AccessToken(@Secret String token, @Nullable TlsSettings tls) implements Security {

    @Override
    public String toString() {
      return "AccessToken[tls=" + (tls != null) + "]";
    }
  }

  /** {@code usernamePassword}: MQTT basic credentials; each part is optional. */
  record UsernamePassword(
      @Nullable String clientId,
      @Nullable String username,
      @Secret @Nullable String password,
      @Nullable TlsSettings tls)
      implements Security {

    @Override
    public String toString() {
      return "UsernamePassword[clientId=" + clientId + ", tls=" + (tls != null) + "]";
    }
  }

  /**
   * {@code tlsPrivateKey} and {@code x509Certificate}: the client certificate says it all.
   *
   * @param tls has a client certificate.
   */
  record ClientCertificate(TlsSettings tls) implements Security {

    @Override
    public String toString() {
      return "ClientCertificate[" + tls.certFile() + "]";
    }
  }
}
