package io.tidegate.connector.modbus.wire;

import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.WireSettings.Medium;
import io.tidegate.connector.modbus.wire.WireSettings.Parity;
import io.tidegate.connector.modbus.wire.WireSettings.Serial;
import io.tidegate.tls.TlsSettings;
import java.time.Duration;

/** Settings of wires to this machine. */
public final class TestWires {

  public static final Duration TIMEOUT = Duration.ofSeconds(3);

  private TestWires() {}

  public static WireSettings tcp(int port, Framing framing) {
    return new WireSettings(Medium.TCP, framing, "127.0.0.1", port, null, null, TIMEOUT);
  }

  public static WireSettings udp(int port, Framing framing) {
    return new WireSettings(Medium.UDP, framing, "127.0.0.1", port, null, null, TIMEOUT);
  }

  public static WireSettings tls(int port, TlsSettings tls) {
    return new WireSettings(Medium.TCP, Framing.SOCKET, "localhost", port, null, tls, TIMEOUT);
  }

  public static WireSettings serial(String device, Framing framing) {
    return serial(new Serial(device, 115_200, 8, 1, Parity.NONE, false), framing);
  }

  public static WireSettings echoing(String device, Framing framing) {
    return serial(new Serial(device, 115_200, 8, 1, Parity.NONE, true), framing);
  }

  public static WireSettings serial(Serial serial, Framing framing) {
    return new WireSettings(Medium.SERIAL, framing, "", 0, serial, null, TIMEOUT);
  }
}
