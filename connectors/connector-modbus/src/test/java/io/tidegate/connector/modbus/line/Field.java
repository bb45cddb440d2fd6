package io.tidegate.connector.modbus.line;

import io.tidegate.connector.modbus.wire.Listener;
import io.tidegate.connector.modbus.wire.Listeners;
import io.tidegate.connector.modbus.wire.WireSettings;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.WireSettings.Medium;
import io.tidegate.connector.modbus.wire.WireSettings.Parity;
import io.tidegate.connector.modbus.wire.WireSettings.Serial;
import io.tidegate.tls.TlsSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Units at a port of this machine, each of which can be made to misbehave. */
public final class Field implements AutoCloseable {

  private final Map<Integer, FieldUnit> units = new ConcurrentHashMap<>();
  private final Listener listener;

  private Field(WireSettings settings) throws IOException {
    this.listener = Listeners.open(settings, this::answer);
  }

  private static WireSettings network(Framing framing) {
    return new WireSettings(Medium.TCP, framing, "127.0.0.1", 0, null, null, Duration.ofSeconds(3));
  }

  /** Units that speak Modbus TCP. */
  public static Field tcp() throws IOException {
    return new Field(network(Framing.SOCKET));
  }

  static Field tls(TlsSettings tls) throws IOException {
    return new Field(
        new WireSettings(
            Medium.TCP, Framing.SOCKET, "127.0.0.1", 0, null, tls, Duration.ofSeconds(3)));
  }

  static Field rtuOverTcp() throws IOException {
    return new Field(network(Framing.RTU));
  }

  static Field serial(String device, Framing framing) throws IOException {
    Serial port = new Serial(device, 115_200, 8, 1, Parity.EVEN, false);
    return new Field(
        new WireSettings(Medium.SERIAL, framing, "", 0, port, null, Duration.ofSeconds(3)));
  }

  private byte @Nullable [] answer(int unit, byte[] pdu) {
    FieldUnit asked = units.get(unit);
    return asked == null ? null : asked.answer(pdu);
  }

  /** The unit, which is there from then on. */
  public FieldUnit unit(int id) {
    return units.computeIfAbsent(id, _ -> new FieldUnit());
  }

  public int port() {
    return listener.port();
  }

  @Override
  public void close() {
    listener.close();
  }
}
