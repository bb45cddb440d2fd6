package io.tidegate.connector.modbus.line;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import io.tidegate.connector.ReportStrategies;
import io.tidegate.connector.modbus.down.Contact;
import io.tidegate.connector.modbus.down.UnitCommands;
import io.tidegate.connector.modbus.wire.UnitException;
import io.tidegate.connector.modbus.wire.UnitException.Garbled;
import io.tidegate.connector.modbus.wire.UnitException.NoAnswer;
import io.tidegate.data.Device;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** A unit on a live line. */
final class Station implements Contact {

  private final Unit unit;
  private final Health health;
  private final Channel channel;
  private final AtomicBoolean online = new AtomicBoolean();

  Station(Unit unit, Health health, Channel channel) {
    this.unit = unit;
    this.health = health;
    this.channel = channel;
  }

  /** One that is not configured, on the line of others; the platform is told nothing of it. */
  static Station stranger(int id, Unit neighbour, Channel channel) {
    Unit unit =
        new Unit(
            id,
            new Device("unit " + id, neighbour.device().profile()),
            List.of(),
            ReportStrategies.NONE,
            neighbour.commands(),
            neighbour.gaps(),
            neighbour.terms(),
            neighbour.rest());
    Station station = new Station(unit, Health.among(neighbour.terms()), channel);
    station.online.set(true);
    return station;
  }

  @Override
  public int id() {
    return unit.id();
  }

  @Override
  public String name() {
    return unit.device().name();
  }

  @Override
  public UnitCommands commands() {
    return unit.commands();
  }

  Unit unit() {
    return unit;
  }

  Health health() {
    return health;
  }

  /** Whether the platform believes that it can be reached. */
  AtomicBoolean online() {
    return online;
  }

  /** For a request of the platform: before all polls. */
  @Override
  public ModbusResponsePdu ask(ModbusRequestPdu request)
      throws IOException, UnitException, InterruptedException {
    long pause = health.pauseLeft(System.nanoTime());
    if (pause > 0) {
      throw new NoAnswer(
          String.format(
              Locale.ROOT,
              "unit %d does not answer; it is asked again in %.1f s",
              unit.id(),
              pause / 1e9));
    }
    try {
      return channel.command(this, request);
    } catch (NoAnswer | Garbled e) {
      if (!health.isTriedAgain()) {
        throw e;
      }
      return channel.command(this, request);
    }
  }
}
