package io.tidegate.connector.modbus.server;

import io.tidegate.connector.ReportStrategies;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.ReportStrategyConfig;
import io.tidegate.connector.modbus.codec.Decoder;
import io.tidegate.connector.modbus.codec.Encoder;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.codec.UnfitValueException;
import io.tidegate.connector.modbus.config.BlockConfig;
import io.tidegate.connector.modbus.config.Orders;
import io.tidegate.connector.modbus.config.RegisterConfig;
import io.tidegate.connector.modbus.config.RegisterFormats;
import io.tidegate.connector.modbus.config.ServerConfig;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code values} of the configuration, compiled; and the memory that they describe. */
final class ServedTags {

  private static final int LAST_READING_FUNCTION = 4;
  private static final int ADDRESSES = 0x10000;

  /** What is reported under a key. */
  record Reported(Kind kind, String key, Table table, int address, Decoder decoder) {

    boolean overlaps(Table other, int from, int count) {
      return table == other && from < address + decoder.objects() && address < from + count;
    }
  }

  /** What the platform may do with a place. */
  sealed interface Command {

    Table table();

    int address();
  }

  /** Sets it. */
  record Setting(Table table, int address, Encoder encoder) implements Command {}

  /** Reads it. */
  record Getting(Table table, int address, Decoder decoder) implements Command {}

  private final RegisterFormats formats;
  private final Memory memory = new Memory();
  private final List<Reported> reported = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private final Map<String, List<Setting>> updates = new LinkedHashMap<>();
  private final Map<String, Command> methods = new LinkedHashMap<>();
  private final Map<Kind, Map<String, ReportStrategy>> strategies = new EnumMap<>(Kind.class);
  private final @Nullable ReportStrategy deviceStrategy;

  ServedTags(ServerConfig config) {
    formats = new RegisterFormats(config);
    ReportStrategyConfig strategy = config.reportStrategy();
    deviceStrategy = strategy == null ? null : strategy.strategy();
    add(Table.HOLDING_REGISTERS, config.values().holdingRegisters());
    add(Table.COILS, config.values().coils());
    add(Table.INPUT_REGISTERS, config.values().inputRegisters());
    add(Table.DISCRETE_INPUTS, config.values().discreteInputs());
  }

  private void add(Table table, BlockConfig block) {
    usable(table, block.attributes()).forEach(item -> report(Kind.ATTRIBUTE, table, item));
    usable(table, block.timeseries()).forEach(item -> report(Kind.TIMESERIES, table, item));
    for (RegisterConfig item : usable(table, block.attributeUpdates())) {
      updates.computeIfAbsent(item.tag(), _ -> new ArrayList<>()).add(define(table, item));
    }
    for (RegisterConfig item : usable(table, block.rpc())) {
      Setting setting = define(table, item);
      Integer function = item.functionCode();
      methods.putIfAbsent(
          item.tag(),
          function == null || function > LAST_READING_FUNCTION
              ? setting
              : new Getting(table, item.address(), Decoder.of(formats.read(table, item))));
    }
  }

  /** The others were told when the configuration was read. */
  private List<RegisterConfig> usable(Table table, List<RegisterConfig> items) {
    return items.stream().filter(item -> formats.whyUnusable(table, item) == null).toList();
  }

  private void report(Kind kind, Table table, RegisterConfig item) {
    Decoder decoder = Decoder.of(formats.read(table, item));
    memory.define(table, item.address(), decoder.objects());
    define(table, item);
    if (keys.add(kind + item.tag())) {
      reported.add(new Reported(kind, item.tag(), table, item.address(), decoder));
      ReportStrategyConfig strategy = item.reportStrategy();
      if (strategy != null) {
        strategies.computeIfAbsent(kind, _ -> new HashMap<>()).put(item.tag(), strategy.strategy());
      }
    }
  }

  /** Makes room for an item and gives it its first content. */
  private Setting define(Table table, RegisterConfig item) {
    Encoder encoder = Encoder.of(formats.write(table, item));
    int count = Math.max(item.objectsCount(), encoder.objects());
    memory.define(table, item.address(), Math.min(count, ADDRESSES - item.address()));
    Value initial = RegisterFormats.initial(item);
    if (initial != null) {
      try {
        byte[] data = encoder.encode(initial).data();
        memory.write(table, item.address(), encoder.objects(), data);
      } catch (UnfitValueException e) {
        throw new IllegalArgumentException(item.tag() + ": " + e.getMessage(), e);
      }
    }
    return new Setting(table, item.address(), encoder);
  }

  /** How values are put together that bring no order with them. */
  Orders orders() {
    return formats.orders();
  }

  Memory memory() {
    return memory;
  }

  List<Reported> reported() {
    return reported;
  }

  /** The places that shared attributes are written to, by their names. */
  Map<String, List<Setting>> updates() {
    return updates;
  }

  /** What the device's methods do, by their names. */
  Map<String, Command> methods() {
    return methods;
  }

  ReportStrategies strategies() {
    return new ReportStrategies(
        deviceStrategy,
        strategies.getOrDefault(Kind.ATTRIBUTE, Map.of()),
        strategies.getOrDefault(Kind.TIMESERIES, Map.of()));
  }
}
