package io.tidegate.connector.modbus.config;

import io.tidegate.config.Problems;
import io.tidegate.connector.modbus.codec.Decoder;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.plan.Gaps;
import io.tidegate.connector.modbus.plan.LineLoad;
import io.tidegate.connector.modbus.plan.Planner;
import io.tidegate.connector.modbus.plan.Span;
import io.tidegate.connector.modbus.plan.Terrain;
import io.tidegate.connector.modbus.wire.LineTime;
import io.tidegate.connector.modbus.wire.WireSettings.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is wrong with units that share a line. */
final class SharedLines {

  private static final String UNITS = "master/slaves";

  private SharedLines() {}

  static void check(List<UnitConfig> units, Problems problems) {
    Map<String, List<UnitConfig>> lines = new LinkedHashMap<>();
    Set<String> devices = new HashSet<>();
    for (UnitConfig unit : units) {
      lines.computeIfAbsent(unit.line(), _ -> new ArrayList<>()).add(unit);
      if (!devices.add(unit.deviceName())) {
        problems.warning(
            UNITS, "several units are called %s: they are one device".formatted(unit.deviceName()));
      }
    }
    lines
        .values()
        .forEach(line -> {
          checkSame(line, problems);
          checkLoad(line, problems);
        });
  }

  private static void checkSame(List<UnitConfig> line, Problems problems) {
    UnitConfig first = line.getFirst();
    for (UnitConfig unit : line) {
      if (!settings(unit).equals(settings(first))) {
        problems.warning(
            UNITS,
            "%s shares the line of %s, whose settings hold: %s instead of %s"
                .formatted(unit.deviceName(), first.deviceName(), settings(first), settings(unit)));
      }
    }
  }

  private static String settings(UnitConfig unit) {
    String framing = unit.framing().toString().toLowerCase(Locale.ROOT);
    Serial serial = Wiring.serial(unit);
    return serial == null
        ? framing + (unit.encryption() == null ? "" : " with " + unit.encryption())
        : "%s, %d baud, %d data bits, parity %s, %d stop bits, echo %s"
            .formatted(
                framing,
                serial.baudRate(),
                serial.dataBits(),
                unit.serial().parity(),
                serial.stopBits(),
                serial.localEcho());
  }

  /** A line that is asked for more than it can carry is always late. */
  private static void checkLoad(List<UnitConfig> line, Problems problems) {
    Serial serial = Wiring.serial(line.getFirst());
    if (serial == null) {
      return;
    }
    LineTime time = LineTime.of(serial, Wiring.framing(line.getFirst().framing()));
    LineLoad load = new LineLoad(time);
    line.forEach(unit -> add(unit, LineLoad.gap(time), load));
    if (load.busy() > 1) {
      problems.warning(
          UNITS,
          String.format(
              Locale.ROOT,
              "%s can't carry what is asked of it: each second has %.1f requests, which take %.2f s"
                  + " at %d baud (%.3f ms a character, and %d ms for a unit to answer); with these"
                  + " periods %.0f %% of the readings can be made",
              serial.device(),
              load.requests(),
              load.busy(),
              serial.baudRate(),
              time.characterNanos() / 1e6,
              LineLoad.THINKING.toMillis(),
              100 / load.busy()));
    }
  }

  private static void add(UnitConfig unit, int gap, LineLoad load) {
    Map<Integer, List<Span>> byPeriod = new TreeMap<>();
    unit.attributes().forEach(item -> add(unit, item, byPeriod));
    unit.timeseries().forEach(item -> add(unit, item, byPeriod));
    Integer widest = unit.maxGap();
    Planner planner = new Planner(Gaps.of(widest == null ? gap : widest), new Terrain());
    byPeriod.forEach((period, spans) ->
        load.add(
            planner.plan(spans),
            Duration.ofMillis(period),
            Duration.ofMillis(unit.delayBetweenRequestsMs())));
  }

  private static void add(UnitConfig unit, ReadConfig item, Map<Integer, List<Span>> byPeriod) {
    int objects = objects(unit, item);
    Table table = Table.of(item.functionCode());
    List<Span> spans = byPeriod.computeIfAbsent(unit.periodOf(item), _ -> new ArrayList<>());
    item.addresses().forEach(at -> spans.add(new Span(table, at, objects, unit.mostOf(item))));
  }

  /** An item that has told its own error may be here once more. */
  private static int objects(UnitConfig unit, ReadConfig item) {
    try {
      return Decoder.of(Formats.of(item, unit.orders())).objects();
    } catch (IllegalArgumentException e) {
      return item.objectsCount();
    }
  }
}
