package io.tidegate.connector.modbus.config;

import io.tidegate.connector.modbus.wire.WireSettings;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.WireSettings.Medium;
import io.tidegate.connector.modbus.wire.WireSettings.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The line of a unit, as the wire takes it. */
public final class Wiring {

  /** A network that takes longer is one that is not there. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private Wiring() {}

  /**
   * The settings.
   *
   * @throws io.tidegate.connector.ConfigurationException if those of TLS don't fit together.
   */
  public static WireSettings of(UnitConfig unit) {
    TlsConfig tls = unit.encryption();
    boolean serial = unit.type() == Transport.SERIAL;
    return new WireSettings(
        medium(unit.type()),
        framing(unit.framing()),
        serial ? "" : String.valueOf(unit.host()).strip(),
        serial ? 0 : Integer.parseInt(unit.port().strip()),
        serial(unit),
        tls == null ? null : tls.settings(),
        CONNECT_TIMEOUT);
  }

  /** The serial port; null for networks. */
  static @Nullable Serial serial(UnitConfig unit) {
    return unit.type() == Transport.SERIAL ? unit.serial().at(unit.port()) : null;
  }

  static Medium medium(Transport transport) {
    return switch (transport) {
      case TCP -> Medium.TCP;
      case UDP -> Medium.UDP;
      case SERIAL -> Medium.SERIAL;
    };
  }

  static Framing framing(Method method) {
    return switch (method) {
      case SOCKET, TLS -> Framing.SOCKET;
      case RTU -> Framing.RTU;
      case ASCII -> Framing.ASCII;
    };
  }
}
