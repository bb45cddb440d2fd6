package io.tidegate.connector.opcua.write;

import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.support.JsonValues;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Replies in the shape that the Python gateway gave them. */
final class Answers {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Answers() {}

  /** {@code {"result":{"<name>":<value>}}}. */
  static Reply result(String name, @Nullable Value value) {
    return answered(
        JSON.objectNode().set("result", JSON.objectNode().set(name, JsonValues.json(value))));
  }

  /** {@code {"result":{"error":"<text>"}}}. */
  static Reply error(String text) {
    return result("error", new Value.Text(text));
  }

  /** {@code {"result":"<text>"}}. */
  static Reply complaint(String text) {
    return answered(JSON.objectNode().put("result", text));
  }

  /** Any JSON. */
  static Reply answered(JsonNode body) {
    return new Reply.Answered(new Value.Json(JsonMapper.shared().writeValueAsString(body)));
  }

  /** What one device said to a call of all. */
  static ObjectNode ofDevice(String device, String name, @Nullable Value value) {
    ObjectNode answer = JSON.objectNode();
    answer.set(name, JsonValues.json(value));
    return answer.put("device_name", device);
  }
}
