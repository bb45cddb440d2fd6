package io.tidegate.connector.mqtt;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.NullNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.ConfigNode.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns the formats that earlier versions of the Python gateway wrote into today's. */
final class OldFormats {

  private static final List<String> REQUESTS =
      List.of(
          "connectRequests",
          "disconnectRequests",
          "attributeRequests",
          "attributeUpdates",
          "serverSideRpc");

  private OldFormats() {}

  static ObjectNode migrate(ObjectNode file) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(file.members());
    moveDataMapping(members);
    moveRequests(file, members);
    each(members, "mapping", OldFormats::mapping);
    if (members.get("requestsMapping") instanceof ObjectNode requests) {
      Map<String, ConfigNode> sections = new LinkedHashMap<>(requests.members());
      each(sections, "connectRequests", OldFormats::request);
      each(sections, "disconnectRequests", OldFormats::request);
      each(sections, "attributeRequests", OldFormats::attributeRequest);
      members.put("requestsMapping", new ObjectNode(requests.place(), sections));
    }
    return new ObjectNode(file.place(), members);
  }

  /** {@code dataMapping} counts where {@code mapping} is missing or empty. */
  private static void moveDataMapping(Map<String, ConfigNode> members) {
    ConfigNode old = members.get("dataMapping");
    if (old != null && isEmpty(members.get("mapping"))) {
      members.put("mapping", old);
      members.remove("dataMapping");
    }
  }

  /** Sections at the top level win over those in {@code requestsMapping}. */
  private static void moveRequests(ObjectNode file, Map<String, ConfigNode> members) {
    Map<String, ConfigNode> sections = new LinkedHashMap<>();
    if (members.get("requestsMapping") instanceof ObjectNode today) {
      sections.putAll(today.members());
    }
    boolean moved = false;
    for (String name : REQUESTS) {
      ConfigNode old = members.remove(name);
      if (old != null && !isEmpty(old)) {
        sections.put(name, old);
        moved = true;
      }
    }
    if (moved) {
      ConfigNode today = members.get("requestsMapping");
      members.put(
          "requestsMapping",
          new ObjectNode(
              today == null ? file.place().child("requestsMapping") : today.place(), sections));
    }
  }

  private static ObjectNode mapping(ObjectNode mapping) {
    if (!(mapping.get("converter") instanceof ObjectNode converter)) {
      return mapping;
    }
    Map<String, ConfigNode> members = new LinkedHashMap<>(converter.members());
    boolean bytes =
        members.get("type") instanceof TextNode(var place, String type)
            && type.equalsIgnoreCase("bytes");
    if (!members.containsKey("deviceInfo")) {
      if (bytes) {
        moveBytesDevice(converter, members);
      } else {
        moveDevice(converter, members);
      }
    }
    wrapEverything(members, "attributes");
    wrapEverything(members, "timeseries");
    Map<String, ConfigNode> changed = new LinkedHashMap<>(mapping.members());
    changed.put("converter", new ObjectNode(converter.place(), members));
    return new ObjectNode(mapping.place(), changed);
  }

  private static ObjectNode request(ObjectNode request) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(request.members());
    if (!members.containsKey("deviceInfo")) {
      moveDevice(request, members);
    }
    return new ObjectNode(request.place(), members);
  }

  private static ObjectNode attributeRequest(ObjectNode request) {
    Map<String, ConfigNode> members = new LinkedHashMap<>(request(request).members());
    moveExpression(members, "attributeName", members, "attributeNameExpression");
    return new ObjectNode(request.place(), members);
  }

  /** Expressions with the source in their names become {@code deviceInfo}. */
  private static void moveDevice(ObjectNode owner, Map<String, ConfigNode> members) {
    Map<String, ConfigNode> device = new LinkedHashMap<>();
    moveExpression(members, "deviceName", device, "deviceNameExpression");
    moveExpression(members, "deviceType", device, "deviceProfileExpression");
    if (!device.isEmpty()) {
      members.put("deviceInfo", new ObjectNode(owner.place(), device));
    }
  }

  /** Where both sources are given the topic wins. */
  private static void moveExpression(
      Map<String, ConfigNode> from, String old, Map<String, ConfigNode> to, String today) {
    ConfigNode message = from.remove(old + "JsonExpression");
    ConfigNode topic = from.remove(old + "TopicExpression");
    ConfigNode expression = topic == null ? message : topic;
    if (expression != null) {
      to.put(
          today + "Source", new TextNode(expression.place(), topic == null ? "message" : "topic"));
      to.put(today, expression);
    }
  }

  private static void moveBytesDevice(ObjectNode owner, Map<String, ConfigNode> members) {
    ConfigNode name = members.remove("deviceNameExpression");
    ConfigNode type = members.remove("deviceTypeExpression");
    if (name != null) {
      Map<String, ConfigNode> device = new LinkedHashMap<>();
      device.put("deviceNameExpression", name);
      if (type != null) {
        device.put("deviceProfileExpression", type);
      }
      members.put("deviceInfo", new ObjectNode(owner.place(), device));
    }
  }

  /** {@code "*"} in place of a section means a section with it alone. */
  private static void wrapEverything(Map<String, ConfigNode> members, String section) {
    if (members.get(section) instanceof TextNode text && text.value().equals("*")) {
      members.put(section, new ArrayNode(text.place(), List.of(text)));
    }
  }

  private static void each(
      Map<String, ConfigNode> members, String name, UnaryOperator<ObjectNode> change) {
    if (members.get(name) instanceof ArrayNode array) {
      members.put(name, array.withObjects(change));
    }
  }

  private static boolean isEmpty(@Nullable ConfigNode node) {
    return node == null
        || node instanceof NullNode
        || (node instanceof ArrayNode array && array.elements().isEmpty());
  }
}
