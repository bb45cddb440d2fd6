package io.tidegate.app.rpc;

import io.tidegate.data.Value;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a method is called with. As in the Python gateway an array holds one argument after the
 * other, and null and the text <code>{}</code>, which the platform's pages send, are none. Unlike
 * there an empty object is none, too.
 */
record Params(List<JsonNode> arguments) {

  private static final int SHOWN = 100;

  static Params of(Value value) {
    JsonNode node = node(value);
    if (node.isNull() || (node.isObject() && node.isEmpty()) || isEmptyText(node)) {
      return new Params(List.of());
    }
    return new Params(node.isArray() ? List.copyOf(node.values()) : List.of(node));
  }

  boolean none() {
    return arguments.isEmpty();
  }

  /** The one argument of a method that has to have one. */
  JsonNode only(String what) {
    if (arguments.size() != 1) {
      throw new RpcException("expected " + what + " but got " + arguments.size() + " arguments");
    }
    return arguments.getFirst();
  }

  /** An object, which may be written as text. */
  ObjectNode object(String what) {
    JsonNode given = only(what);
    JsonNode node = given.isString() ? parsed(given.asString()) : given;
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw wrong(what, given);
  }

  /** A text that says something. */
  String text(String what) {
    JsonNode given = only(what);
    if (!given.isString() || given.asString().isBlank()) {
      throw wrong(what, given);
    }
    return given.asString();
  }

  static RpcException wrong(String what, JsonNode given) {
    String shown = given.toString();
    return new RpcException(
        "expected "
            + what
            + " but got "
            + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown));
  }

  private static boolean isEmptyText(JsonNode node) {
    return node.isString() && (node.asString().isBlank() || node.asString().strip().equals("{}"));
  }

  private static JsonNode node(Value value) {
    return switch (value) {
      case Value.Json(String json) -> parsed(json);
      case Value.Text(String text) -> JsonMapper.shared().getNodeFactory().stringNode(text);
      case Value.Bool(boolean is) -> JsonMapper.shared().getNodeFactory().booleanNode(is);
      case Value.Int(long number) -> JsonMapper.shared().getNodeFactory().numberNode(number);
      case Value.Real(double number) -> JsonMapper.shared().getNodeFactory().numberNode(number);
    };
  }

  private static JsonNode parsed(String json) {
    try {
      return JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      return JsonMapper.shared().missingNode();
    }
  }
}
