package io.tidegate.connector.modbus.config;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.NullNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.ConfigNode.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Turns the formats that earlier versions of the Python gateway wrote into today's. */
public final class OldFormats {

  private static final List<String> BLOCKS =
      List.of("holding_registers", "coils_initializer", "input_registers", "discrete_inputs");

  /** Keys of the old {@code server} that are not those of its devices. */
  private static final List<String> OF_SERVER = List.of("devices", "name");

  private OldFormats() {}

  /** A file of today's format comes back as it is. */
  public static ObjectNode migrate(ObjectNode file) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(file.members());
    if (!members.containsKey("master") && members.get("server") instanceof ObjectNode server) {
      members.remove("server");
      members.put("master", master(server));
    }
    change(members, "master", OldFormats::withUnits);
    change(members, "slave", OldFormats::withBlocks);
    return new ObjectNode(file.place(), members);
  }

  /** Version 2: one server, whose devices inherit what they don't say. */
  private static ObjectNode master(ObjectNode server) {
    Map<String, ConfigNode> members = new LinkedHashMap<>();
    members.put(
        "slaves",
        server.get("devices") instanceof ArrayNode devices
            ? devices.withObjects(device -> inheriting(device, server))
            : new ArrayNode(server.place(), List.of()));
    return new ObjectNode(server.place(), members);
  }

  private static ObjectNode inheriting(ObjectNode device, ObjectNode server) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(device.members());
    server
        .members()
        .forEach((key, value) -> {
          if (!OF_SERVER.contains(key)) {
            members.putIfAbsent(key, value);
          }
        });
    return new ObjectNode(device.place(), members);
  }

  private static ObjectNode withUnits(ObjectNode master) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(master.members());
    if (members.get("slaves") instanceof ArrayNode slaves) {
      members.put("slaves", slaves.withObjects(OldFormats::unit));
    }
    return new ObjectNode(master.place(), members);
  }

  private static ObjectNode unit(ObjectNode unit) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(unit.members());
    movePeriods(members);
    if (members.get("rpc") instanceof ObjectNode methods) {
      members.put("rpc", methods(methods));
    }
    return new ObjectNode(unit.place(), members);
  }

  /** Once there were two periods; each now is that of its own tags. */
  private static void movePeriods(Map<String, ConfigNode> members) {
    ConfigNode timeseries = members.remove("timeseriesPollPeriod");
    ConfigNode attributes = members.remove("attributesPollPeriod");
    if (isAbsent(members, "pollPeriod")) {
      if (timeseries != null) {
        members.put("pollPeriod", timeseries);
        if (attributes != null) {
          change(members, attributes);
        }
      } else if (attributes != null) {
        members.put("pollPeriod", attributes);
      }
    }
  }

  private static void change(Map<String, ConfigNode> members, ConfigNode period) {
    if (members.get("attributes") instanceof ArrayNode attributes) {
      members.put("attributes", attributes.withObjects(item -> with(item, "pollPeriod", period)));
    }
  }

  private static ObjectNode with(ObjectNode item, String key, ConfigNode value) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(item.members());
    members.putIfAbsent(key, value);
    return new ObjectNode(item.place(), members);
  }

  /** Methods by their names. */
  private static ArrayNode methods(ObjectNode byName) {
    List<ConfigNode> methods = new ArrayList<>();
    byName
        .members()
        .forEach((name, method) ->
            methods.add(
                method instanceof ObjectNode object
                    ? with(object, "tag", new TextNode(object.place(), name))
                    : method));
    return new ArrayNode(byName.place(), methods);
  }

  private static ObjectNode withBlocks(ObjectNode slave) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(slave.members());
    change(members, "values", OldFormats::blocks);
    return new ObjectNode(slave.place(), members);
  }

  private static ObjectNode blocks(ObjectNode values) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(values.members());
    for (String block : BLOCKS) {
      if (members.get(block) instanceof ArrayNode list) {
        members.put(block, unwrapped(list));
      }
      change(members, block, OldFormats::block);
    }
    return new ObjectNode(values.place(), members);
  }

  private static ObjectNode block(ObjectNode block) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(block.members());
    if (members.get("rpc") instanceof ObjectNode methods) {
      members.put("rpc", methods(methods));
    }
    return new ObjectNode(block.place(), members);
  }

  /** A list of blocks is one block with the entries of all. */
  private static ObjectNode unwrapped(ArrayNode list) {
    Map<String, ConfigNode> members = new LinkedHashMap<>();
    for (ConfigNode element : list.elements()) {
      if (element instanceof ObjectNode block) {
        block.members().forEach((key, value) -> members.merge(key, value, OldFormats::joined));
      }
    }
    return new ObjectNode(list.place(), members);
  }

  private static ConfigNode joined(ConfigNode first, ConfigNode second) {
    if (first instanceof ArrayNode a && second instanceof ArrayNode b) {
      List<ConfigNode> all = new ArrayList<>(a.elements());
      all.addAll(b.elements());
      return new ArrayNode(a.place(), all);
    }
    return first;
  }

  private static void change(
      Map<String, ConfigNode> members, String name, UnaryOperator<ObjectNode> change) {
    if (members.get(name) instanceof ObjectNode object) {
      members.put(name, change.apply(object));
    }
  }

  private static boolean isAbsent(Map<String, ConfigNode> members, String key) {
    ConfigNode node = members.get(key);
    return node == null || node instanceof NullNode;
  }
}
