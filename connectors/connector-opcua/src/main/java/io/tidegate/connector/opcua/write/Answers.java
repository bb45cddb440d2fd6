package io.tidegate.connector.opcua.write;

import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Replies in the shape that the Python gateway gave them. */
final class Answers {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Answers() {}

  /** {@code {"result":{"<name>":<value>}}}. */
  static Reply result(String name, @Nullable Value value) {
    return answered(JSON.objectNode().set("result", JSON.objectNode().set(name, json(value))));
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
    answer.set(name, json(value));
    return answer.put("device_name", device);
  }

  private static JsonNode json(@Nullable Value value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case Value.Bool(boolean v) -> JSON.booleanNode(v);
      case Value.Int(long v) -> JSON.numberNode(v);
      case Value.Real(double v) -> JSON.numberNode(v);
      case Value.Text(String v) -> JSON.stringNode(v);
      case Value.Json(String v) -> JSON.rawValueNode(new RawValue(v));
    };
  }
}
