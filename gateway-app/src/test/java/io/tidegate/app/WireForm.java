package io.tidegate.app;

import io.tidegate.app.WireTrace.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages in a form that can be compared: members sorted, what depends on the machine, the moment
 * or chance hidden, devices and entries one by one, since it is a matter of time how many go
 * together. Where two threads send to one topic the messages are sorted, too.
 */
final class WireForm {

  private static final String HIDDEN = "~";
  private static final Set<String> BY_CHANCE =
      Set.of(
          "totalMemory",
          "totalDisk",
          "cpuCount",
          "TidegateVersion",
          "token",
          "username",
          "password",
          "clientId");
  private static final Set<String> OF_THE_MACHINE = Set.of("machineStats", "serviceStats");
  private static final List<String> TWO_THREADS =
      List.of("v1/devices/me/telemetry", "v1/gateway/attributes");
  private static final long LONG_AGO = 1_700_000_000_000L;

  private WireForm() {}

  /** By topic, in their order. */
  static Map<String, List<String>> byTopic(List<Message> messages) {
    Map<String, List<String>> byTopic = new TreeMap<>();
    for (Message each : messages) {
      byTopic.computeIfAbsent(each.topic(), _ -> new ArrayList<>()).addAll(parts(each));
    }
    TWO_THREADS.forEach(topic -> byTopic.computeIfPresent(topic, (_, sent) -> sorted(sent)));
    return byTopic;
  }

  private static List<String> parts(Message message) {
    JsonNode payload = JsonMapper.shared().readTree(message.payload());
    List<String> parts = new ArrayList<>();
    switch (message.topic()) {
      case "v1/gateway/telemetry" ->
          payload
              .properties()
              .forEach(device ->
                  device.getValue().forEach(each -> parts.add(device.getKey() + plain(each))));
      case "v1/gateway/attributes" ->
          payload
              .properties()
              .forEach(device -> parts.add(device.getKey() + plain(device.getValue())));
      default -> parts.add(plain(payload).toString());
    }
    return parts;
  }

  private static List<String> sorted(List<String> sent) {
    return sent.stream().sorted().toList();
  }

  private static JsonNode plain(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode plain = JsonNodeFactory.instance.objectNode();
      members(object).forEach(plain::set);
      return plain;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode plain = JsonNodeFactory.instance.arrayNode();
      array.forEach(each -> plain.add(plain(each)));
      return plain;
    }
    return node.isIntegralNumber() && node.longValue() > LONG_AGO ? hidden() : node;
  }

  private static Map<String, JsonNode> members(ObjectNode object) {
    Map<String, JsonNode> members = new TreeMap<>();
    object.properties().forEach(each -> members.put(each.getKey(), member(each)));
    return members;
  }

  private static JsonNode member(Map.Entry<String, JsonNode> member) {
    if (BY_CHANCE.contains(member.getKey())) {
      return hidden();
    }
    if (OF_THE_MACHINE.contains(member.getKey())) {
      return names(member.getValue());
    }
    if (member.getKey().equals("deviceName")) {
      String name = member.getValue().asString().replaceFirst("^Gateway [a-z]{5}$", "Gateway ~");
      return JsonNodeFactory.instance.stringNode(name);
    }
    return plain(member.getValue());
  }

  /** Only which there are. */
  private static JsonNode names(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return hidden();
    }
    ObjectNode names = JsonNodeFactory.instance.objectNode();
    Map<String, JsonNode> sorted = new TreeMap<>();
    object.properties().forEach(each -> sorted.put(each.getKey(), names(each.getValue())));
    sorted.forEach(names::set);
    return names;
  }

  private static JsonNode hidden() {
    return JsonNodeFactory.instance.stringNode(HIDDEN);
  }
}
