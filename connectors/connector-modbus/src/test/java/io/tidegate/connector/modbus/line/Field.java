package io.tidegate.connector.modbus.line;

import io.tidegate.connector.modbus.wire.Listener;
import io.tidegate.connector.modbus.wire.Listeners;
import io.tidegate.connector.modbus.wire.WireSettings;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.WireSettings.Medium;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Units at a port of this machine, each of which can be made to misbehave. */
public final class Field implements AutoCloseable {

  private final Map<Integer, FieldUnit> units = new ConcurrentHashMap<>();
  private final Listener listener;

  private Field(Framing framing) throws IOException {
    this.listener = listen(framing);
  }

  /** Units that speak Modbus TCP. */
  public static Field tcp() throws IOException {
    return new Field(Framing.SOCKET);
  }

  static Field rtuOverTcp() throws IOException {
    return new Field(Framing.RTU);
  }

  private Listener listen(Framing framing) throws IOException {
    return Listeners.open(
        new WireSettings(Medium.TCP, framing, "127.0.0.1", 0, null, null, Duration.ofSeconds(3)),
        this::answer);
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
