package io.tidegate.connector.opcua;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.BooleanNode;
import io.tidegate.config.ConfigNode.NumberNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.ConfigNode.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns the formats that earlier versions of the Python gateway wrote into today's. */
final class OldFormats {

  private OldFormats() {}

  static ObjectNode migrate(ObjectNode file) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(file.members());
    if (members.get("server") instanceof ObjectNode server) {
      Map<String, ConfigNode> today = new LinkedHashMap<>(server.members());
      moveMapping(today, members);
      invertSubscriptions(today);
      members.put("server", new ObjectNode(server.place(), today));
    }
    each(members, "mapping", OldFormats::mapping);
    return new ObjectNode(file.place(), members);
  }

  /** A mapping of the server counts before one beside it. */
  private static void moveMapping(Map<String, ConfigNode> server, Map<String, ConfigNode> file) {
    if (server.remove("mapping") instanceof ArrayNode old && !old.elements().isEmpty()) {
      file.put("mapping", old);
    }
  }

  private static void invertSubscriptions(Map<String, ConfigNode> server) {
    if (server.get("disableSubscriptions") instanceof BooleanNode(var place, boolean disabled)) {
      server.remove("disableSubscriptions");
      server.put("enableSubscriptions", new BooleanNode(place, !disabled));
    }
  }

  private static ObjectNode mapping(ObjectNode mapping) {
    if (mapping.get("deviceInfo") != null) {
      return mapping;
    }
    Map<String, ConfigNode> members = new LinkedHashMap<>(mapping.members());
    moveDevice(mapping, members);
    each(members, "attributes", OldFormats::tag);
    each(members, "timeseries", OldFormats::tag);
    each(members, "attributes_updates", OldFormats::attributeUpdate);
    each(members, "rpc_methods", OldFormats::method);
    return new ObjectNode(mapping.place(), members);
  }

  private static void moveDevice(ObjectNode mapping, Map<String, ConfigNode> members) {
    ConfigNode name = members.remove("deviceNamePattern");
    ConfigNode profile = members.remove("deviceTypePattern");
    Map<String, ConfigNode> device = new LinkedHashMap<>();
    put(device, "deviceNameExpression", name);
    put(device, "deviceProfileExpression", profile);
    if (!device.isEmpty()) {
      members.put(
          "deviceInfo", new ObjectNode(name == null ? mapping.place() : name.place(), device));
    }
  }

  private static ObjectNode tag(ObjectNode tag) {
    return renamed(tag, "path", "value");
  }

  private static ObjectNode attributeUpdate(ObjectNode update) {
    return renamed(renamed(update, "attributeOnThingsBoard", "key"), "attributeOnDevice", "value");
  }

  private static ObjectNode renamed(ObjectNode node, String old, String today) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(node.members());
    ConfigNode value = members.remove(old);
    if (value == null) {
      return node;
    }
    members.putIfAbsent(today, value);
    return new ObjectNode(node.place(), members);
  }

  private static ObjectNode method(ObjectNode method) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(method.members());
    if (members.get("arguments") instanceof ArrayNode arguments) {
      members.put(
          "arguments",
          new ArrayNode(
              arguments.place(), arguments.elements().stream().map(OldFormats::argument).toList()));
    }
    return new ObjectNode(method.place(), members);
  }

  private static ConfigNode argument(ConfigNode value) {
    if (value instanceof ObjectNode) {
      return value;
    }
    Map<String, ConfigNode> members = new LinkedHashMap<>();
    members.put("type", new TextNode(value.place(), typeOf(value)));
    members.put("value", value);
    return new ObjectNode(value.place(), members);
  }

  private static String typeOf(ConfigNode value) {
    return switch (value) {
      case BooleanNode _ -> "boolean";
      case NumberNode number -> number.value().scale() > 0 ? "double" : "integer";
      case TextNode _, ObjectNode _, ArrayNode _, ConfigNode.NullNode _ -> "string";
    };
  }

  private static void put(
      Map<String, ConfigNode> members, String name, @Nullable ConfigNode value) {
    if (value != null) {
      members.put(name, value);
    }
  }

  private static void each(
      Map<String, ConfigNode> members, String name, UnaryOperator<ObjectNode> change) {
    if (members.get(name) instanceof ArrayNode array) {
      members.put(name, array.withObjects(change));
    }
  }
}
