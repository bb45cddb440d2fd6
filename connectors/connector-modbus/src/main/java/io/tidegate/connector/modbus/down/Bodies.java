package io.tidegate.connector.modbus.down;

import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import tools.jackson.databind.node.JsonNodeFactory;

/** Replies in the form that dashboards know. */
final class Bodies {

  private Bodies() {}

  /** It was done, or read. */
  static Reply value(Value value) {
    return result("{\"value\":" + json(value) + "}");
  }

  /** It was not done. */
  static Reply error(String reason) {
    return result("{\"error\":" + quoted(reason) + "}");
  }

  /** The unit answered with an exception. */
  static Reply exception(String reason) {
    return result("{\"value\":{\"error\":" + quoted(reason) + "}}");
  }

  private static Reply result(String json) {
    return new Reply.Answered(new Value.Json("{\"result\":" + json + "}"));
  }

  /** One of several replies. */
  static String entry(String device, String result) {
    return "{\"result\":" + result + ",\"device_name\":" + quoted(device) + "}";
  }

  static String errorObject(String reason) {
    return "{\"error\":" + quoted(reason) + "}";
  }

  static String json(Value value) {
    return switch (value) {
      case Value.Text(String text) -> quoted(text);
      case Value.Json(String json) -> json;
      case Value.Bool _, Value.Int _, Value.Real _ -> Parameters.text(value);
    };
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.stringNode(text).toString();
  }
}
