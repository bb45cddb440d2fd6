package io.tidegate.thingsboard;

import io.tidegate.config.Secret;
import io.tidegate.tls.TlsSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where one MQTT connection goes, and as whom. */
record LinkOptions(
    Server server,
    @Nullable Server proxy,
    @Nullable TlsSettings tls,
    Login login,
    Duration keepAlive,
    Duration timeout) {

  static LinkOptions of(ThingsBoardSettings settings, Server server) {
    return new LinkOptions(
        server,
        settings.proxy(),
        tls(settings.security().tls(), server),
        Login.of(settings.security()),
        settings.timing().keepAlive(),
        settings.timing().connect());
  }

  static @Nullable TlsSettings tls(@Nullable TlsSettings configured, Server server) {
    return configured == null && server.impliesTls() ? TlsSettings.verified() : configured;
  }

  /** Without credentials and keys. */
  @Override
  public String toString() {
    return (tls == null ? "mqtt://" : "mqtts://") + server;
  }

  /** The credentials of a CONNECT. Never shows a secret in its text. */
  record Login(
      String clientId, @Secret @Nullable String username, @Secret @Nullable String password) {

    static Login of(Security security) {
      return switch (security) {
        case Security.AccessToken of -> new Login("", of.token(), null);
        case Security.UsernamePassword of ->
            new Login(of.clientId() == null ? "" : of.clientId(), of.username(), of.password());
        case Security.ClientCertificate _ -> new Login("", null, null);
      };
    }

    @Override
    public String toString() {
      return "Login[clientId=" + clientId + "]";
    }
  }
}
