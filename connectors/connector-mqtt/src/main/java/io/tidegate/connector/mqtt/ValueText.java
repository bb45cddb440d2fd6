package io.tidegate.connector.mqtt;

import io.tidegate.data.Value;
import io.tidegate.support.JsonText;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.StringNode;

/** Values of ThingsBoard in messages to devices. */
final class ValueText {

  private ValueText() {}

  /** A string as it is; anything else as JSON. */
  static String plain(Value value) {
    return value instanceof Value.Text(String text) ? text : json(value);
  }

  /** As JSON; strings in quotes. */
  static String json(Value value) {
    return switch (value) {
      case Value.Bool(boolean v) -> String.valueOf(v);
      case Value.Int(long v) -> String.valueOf(v);
      case Value.Real(double v) -> JsonText.of(DoubleNode.valueOf(v));
      case Value.Text(String v) -> quoted(v);
      case Value.Json(String v) -> v;
    };
  }

  static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(StringNode.valueOf(text));
  }
}
