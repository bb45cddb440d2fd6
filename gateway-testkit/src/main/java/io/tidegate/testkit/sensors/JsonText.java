package io.tidegate.testkit.sensors;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Builds payloads. */
final class JsonText {

  private final Map<String, Object> fields = new LinkedHashMap<>();

  JsonText with(String key, Object value) {
    fields.put(key, value);
    return this;
  }

  Map<String, Object> fields() {
    return fields;
  }

  byte[] bytes() {
    return JsonMapper.shared().writeValueAsBytes(fields);
  }
}
