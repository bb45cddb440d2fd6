package io.tidegate.connector.modbus.down;

import io.tidegate.connector.modbus.config.CommandConfig;
import io.tidegate.connector.modbus.config.Orders;
import io.tidegate.connector.modbus.config.UnitConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be asked of a unit by name. */
public final class UnitCommands {

  private final Orders orders;
  private final Map<String, List<Command>> updates = new LinkedHashMap<>();
  private final Map<String, Command> methods = new LinkedHashMap<>();

  private UnitCommands(Orders orders) {
    this.orders = orders;
  }

  /** Those of a configuration. */
  public static UnitCommands of(UnitConfig unit) {
    UnitCommands commands = new UnitCommands(unit.orders());
    for (CommandConfig update : unit.attributeUpdates()) {
      if (!update.isRead()) {
        commands
            .updates
            .computeIfAbsent(update.tag(), _ -> new ArrayList<>())
            .add(Command.of(update, unit.orders()));
      }
    }
    for (CommandConfig method : unit.rpc()) {
      commands.methods.putIfAbsent(method.tag(), Command.of(method, unit.orders()));
    }
    return commands;
  }

  /** Of a unit of which nothing is asked by name. */
  public static UnitCommands none(Orders orders) {
    return new UnitCommands(orders);
  }

  /** The shared attributes that are written. */
  List<String> attributes() {
    return List.copyOf(updates.keySet());
  }

  /** What writes a shared attribute; empty if nothing does. */
  List<Command> update(String attribute) {
    return updates.getOrDefault(attribute, List.of());
  }

  @Nullable Command method(String name) {
    return methods.get(name);
  }

  /** How commands that bring their address with them are to be understood. */
  Orders orders() {
    return orders;
  }
}
