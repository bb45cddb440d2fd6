package io.tidegate.connector.modbus.line;

import io.tidegate.connector.ReportStrategies;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.ReportStrategyConfig;
import io.tidegate.connector.modbus.codec.Decoder;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.config.Formats;
import io.tidegate.connector.modbus.config.Keys;
import io.tidegate.connector.modbus.config.ReadConfig;
import io.tidegate.connector.modbus.config.UnitConfig;
import io.tidegate.connector.modbus.plan.Span;
import io.tidegate.data.DataPoint.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tags of a unit, worked out of its configuration. */
final class Tags {

  private record Name(Kind kind, String key) {}

  private record Placed(Tag tag, int period) {}

  private final UnitConfig unit;
  private final Map<Name, Placed> tags = new LinkedHashMap<>();
  private final Map<String, ReportStrategy> attributes = new HashMap<>();
  private final Map<String, ReportStrategy> timeseries = new HashMap<>();

  Tags(UnitConfig unit) {
    this.unit = unit;
    unit.attributes().forEach(item -> add(item, Kind.ATTRIBUTE, attributes));
    unit.timeseries().forEach(item -> add(item, Kind.TIMESERIES, timeseries));
  }

  /** Those of each period together, the shortest first; a key that is given twice counts once. */
  List<TagGroup> groups() {
    Map<Integer, List<Tag>> byPeriod = new TreeMap<>();
    for (Placed placed : tags.values()) {
      byPeriod.computeIfAbsent(placed.period(), _ -> new ArrayList<>()).add(placed.tag());
    }
    List<TagGroup> groups = new ArrayList<>();
    byPeriod.forEach(
        (period, all) -> groups.add(new TagGroup(Duration.ofMillis(period), List.copyOf(all))));
    return groups;
  }

  ReportStrategies strategies() {
    ReportStrategyConfig device = unit.reportStrategy();
    if (device == null && attributes.isEmpty() && timeseries.isEmpty()) {
      return ReportStrategies.NONE;
    }
    return new ReportStrategies(device == null ? null : device.strategy(), attributes, timeseries);
  }

  private void add(ReadConfig item, Kind kind, Map<String, ReportStrategy> strategies) {
    Decoder decoder = Decoder.of(Formats.of(item, unit.orders()));
    Table table = Table.of(item.functionCode());
    for (int at : item.addresses()) {
      String key = Keys.of(item, unit.unitId(), at);
      Tag tag =
          new Tag(new Span(table, at, decoder.objects(), unit.mostOf(item)), decoder, kind, key);
      tags.put(new Name(kind, key), new Placed(tag, unit.periodOf(item)));
      if (item.reportStrategy() != null) {
        strategies.put(key, item.reportStrategy().strategy());
      }
    }
  }
}
