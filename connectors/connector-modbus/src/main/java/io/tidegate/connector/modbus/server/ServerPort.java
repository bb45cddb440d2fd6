package io.tidegate.connector.modbus.server;

import io.tidegate.connector.modbus.config.Method;
import io.tidegate.connector.modbus.config.ServerConfig;
import io.tidegate.connector.modbus.config.ServerSecurityConfig;
import io.tidegate.connector.modbus.config.Transport;
import io.tidegate.connector.modbus.wire.WireSettings;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.WireSettings.Medium;
import io.tidegate.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the server listens. */
final class ServerPort {

  private static final String EVERYWHERE = "0.0.0.0";

  private ServerPort() {}

  static WireSettings settings(ServerConfig config) {
    boolean isSerial = config.type() == Transport.SERIAL;
    String host = config.host();
    return new WireSettings(
        Medium.valueOf(config.type().name()),
        framing(config.framing()),
        isSerial ? "" : host == null || host.isBlank() ? EVERYWHERE : host,
        isSerial ? 0 : Integer.parseInt(config.port().strip()),
        isSerial ? config.serial().at(config.port()) : null,
        config.framing() == Method.TLS ? tls(config.security()) : null,
        Duration.ZERO);
  }

  private static Framing framing(Method method) {
    return switch (method) {
      case SOCKET, TLS -> Framing.SOCKET;
      case RTU -> Framing.RTU;
      case ASCII -> Framing.ASCII;
    };
  }

  private static @Nullable TlsSettings tls(@Nullable ServerSecurityConfig security) {
    return security == null
        ? null
        : new TlsSettings(
            null, path(security.certfile()), path(security.keyfile()), security.password(), false);
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null || text.isBlank() ? null : Path.of(text);
  }
}
