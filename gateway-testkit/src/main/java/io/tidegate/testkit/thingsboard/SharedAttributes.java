package io.tidegate.testkit.thingsboard;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What users set for devices, whether they are connected or not. Safe for several threads. */
final class SharedAttributes {

  private final Map<String, Map<String, JsonNode>> devices = new ConcurrentHashMap<>();

  void set(String device, Map<String, ?> attributes) {
    Map<String, JsonNode> known = devices.computeIfAbsent(device, _ -> new ConcurrentHashMap<>());
    attributes.forEach((name, value) -> known.put(name, JsonMapper.shared().valueToTree(value)));
  }

  void delete(String device, Iterable<String> names) {
    names.forEach(devices.getOrDefault(device, Map.of())::remove);
  }

  Map<String, JsonNode> of(String device) {
    return new TreeMap<>(devices.getOrDefault(device, Map.of()));
  }
}
