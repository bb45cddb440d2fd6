package io.tidegate.connector.opcua.secure;

import io.tidegate.connector.opcua.config.IdentityConfig;
import io.tidegate.connector.opcua.config.ServerConfig;
import io.tidegate.connector.opcua.config.ServerConfig.EndpointAddress;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityMode;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityPolicy;
import io.tidegate.connector.opcua.config.TrustConfig;
import org.jspecify.annotations.Nullable;

/**
 * How a server is connected to.
 *
 * @param address with its scheme.
 * @param mode only with a policy.
 * @param uri the gateway's application URI; null for the usual one.
 * @param timeoutMillis for one request.
 * @param names what messages call the settings.
 */
public record ServerSettings(
    String address,
    SecurityPolicy policy,
    SecurityMode mode,
    EndpointAddress endpointAddress,
    @Nullable String uri,
    IdentityConfig identity,
    TrustConfig trust,
    int timeoutMillis,
    int sessionTimeoutMillis,
    SettingNames names) {

  /** As the configuration says. */
  static ServerSettings of(ServerConfig server) {
    return new ServerSettings(
        server.address(),
        server.policy(),
        server.mode(),
        server.endpointAddress(),
        server.uri(),
        server.identity(),
        server.trust(),
        server.timeoutInMillis(),
        server.sessionTimeoutInMillis(),
        SettingNames.CONFIGURATION);
  }
}
