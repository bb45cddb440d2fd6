package io.tidegate.app;

import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.config.gateway.HostAddress;
import io.tidegate.config.gateway.ProvisioningConfig;
import io.tidegate.config.gateway.SecurityConfig;
import io.tidegate.config.gateway.ThingsBoardConfig;
import io.tidegate.connector.ConfigurationException;
import io.tidegate.thingsboard.Security;
import io.tidegate.thingsboard.Server;
import io.tidegate.thingsboard.ThingsBoardSettings;
import io.tidegate.thingsboard.ThingsBoardSettings.Limits;
import io.tidegate.thingsboard.ThingsBoardSettings.Timing;
import io.tidegate.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says the section {@code thingsboard} in the uplink's terms. */
final class UplinkSettings {

  /** Messages on the wire without an acknowledgement; the platform's own default. */
  private static final int MOST_IN_FLIGHT = 100;

  private final GatewayFolder folder;
  private final ThingsBoardConfig config;

  UplinkSettings(GatewayFolder folder, ThingsBoardConfig config) {
    this.folder = folder;
    this.config = config;
  }

  /** Everything, with these credentials. */
  ThingsBoardSettings with(SecurityConfig credentials) {
    Timing usual = Timing.DEFAULT;
    return new ThingsBoardSettings(
        servers(),
        security(credentials),
        proxy(),
        config.qos(),
        new Limits(
            folder.rateLimits(),
            folder.rateLimitPercentage(),
            config.maxPayloadSizeBytes(),
            MOST_IN_FLIGHT),
        new Timing(
            Duration.ofSeconds(config.keepAlive()),
            usual.connect(),
            usual.sessionLimits(),
            usual.acknowledgement()));
  }

  List<Server> servers() {
    return config.servers().stream().map(UplinkSettings::server).toList();
  }

  @Nullable Server proxy() {
    String host = config.proxyHost();
    return host == null ? null : new Server(host, config.proxyPort());
  }

  /** How the connection is secured before there are credentials. */
  @Nullable TlsSettings provisioningTls(ProvisioningConfig provisioning) {
    String caCert = provisioning.caCert();
    return caCert == null ? null : TlsSettings.trusting(folder.resolve(caCert));
  }

  private Security security(SecurityConfig credentials) {
    TlsSettings tls = config.tls(credentials) ? tls(credentials) : null;
    SecurityConfig.Type kind = credentials.kind();
    return switch (Objects.requireNonNull(kind, "checked when the file was read")) {
      case ACCESS_TOKEN, TLS_ACCESS_TOKEN ->
          new Security.AccessToken(Objects.requireNonNull(credentials.accessToken()), tls);
      case USERNAME_PASSWORD ->
          new Security.UsernamePassword(
              credentials.clientId(), credentials.username(), credentials.password(), tls);
      case TLS_PRIVATE_KEY, X509_CERTIFICATE -> {
        if (tls == null) {
          throw new ConfigurationException("a client certificate needs TLS");
        }
        yield new Security.ClientCertificate(tls);
      }
    };
  }

  private TlsSettings tls(SecurityConfig credentials) {
    return new TlsSettings(
        resolved(credentials.caCert()),
        resolved(credentials.cert()),
        resolved(credentials.privateKey()),
        null,
        credentials.insecure());
  }

  private @Nullable Path resolved(@Nullable String name) {
    return name == null ? null : folder.resolve(name);
  }

  private static Server server(HostAddress address) {
    return new Server(address.host(), Objects.requireNonNull(address.port()));
  }
}
