package io.tidegate.connector.modbus.line;

import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.connector.modbus.config.UnitConfig;
import io.tidegate.connector.modbus.config.Wiring;
import io.tidegate.connector.modbus.down.Directory;
import io.tidegate.connector.modbus.wire.Wire;
import io.tidegate.connector.modbus.wire.WireSettings;
import io.tidegate.connector.modbus.wire.Wires;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A line: a serial port, or a connection to a host. */
public final class LineEndpoint implements Endpoint {

  private final Line line;
  private final Knowledge knowledge;

  private LineEndpoint(Line line) {
    this.line = line;
    this.knowledge = new Knowledge(line.units());
  }

  /** The lines of units; units with the same place share one, with the settings of the first. */
  public static List<Endpoint> of(List<UnitConfig> units, Directory directory) {
    Map<String, List<UnitConfig>> lines = new LinkedHashMap<>();
    units.forEach(unit -> lines.computeIfAbsent(unit.line(), _ -> new ArrayList<>()).add(unit));
    Shared common = Shared.with(directory, Beat.of(pollsPerSecond(units)));
    List<Endpoint> endpoints = new ArrayList<>();
    for (List<UnitConfig> shared : lines.values()) {
      double phase = (double) endpoints.size() / lines.size();
      endpoints.add(new LineEndpoint(line(shared, phase, common)));
    }
    return endpoints;
  }

  /** Without tags that have periods of their own. */
  private static double pollsPerSecond(List<UnitConfig> units) {
    return units.stream().mapToDouble(unit -> 1000.0 / unit.pollPeriod()).sum();
  }

  private static Line line(List<UnitConfig> units, double phase, Shared common) {
    WireSettings settings = Wiring.of(units.getFirst());
    LineKind kind = new LineKind(settings);
    return new Line(
        units.getFirst().line(),
        settings,
        units.stream().map(unit -> Unit.of(unit, kind)).toList(),
        phase,
        common);
  }

  @Override
  public String name() {
    return line.name();
  }

  @Override
  public Session open(UplinkSink sink) throws IOException, InterruptedException {
    Wire wire = Wires.openForGood(line.settings(), line.shared().alarms());
    return new LineSession(line, knowledge, wire, sink);
  }
}
