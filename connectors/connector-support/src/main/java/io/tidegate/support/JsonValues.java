package io.tidegate.support;

import io.tidegate.data.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.util.RawValue;

/** The value that a JSON value is, with the type it has, and the other way round. */
public final class JsonValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonValues() {}

  /** Null for JSON null, and for a number that is not finite: neither is a value. */
  public static @Nullable Value of(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> new Value.Text(node.asString());
      case BOOLEAN -> new Value.Bool(node.booleanValue());
      case NUMBER -> number(node);
      case ARRAY, OBJECT -> new Value.Json(JsonText.of(node));
      case NULL, MISSING, BINARY, POJO -> null;
    };
  }

  /** JSON null for null. */
  public static JsonNode json(@Nullable Value value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case Value.Bool(boolean v) -> JSON.booleanNode(v);
      case Value.Int(long v) -> JSON.numberNode(v);
      case Value.Real(double v) -> JSON.numberNode(v);
      case Value.Text(String v) -> JSON.stringNode(v);
      case Value.Json(String v) -> JSON.rawValueNode(new RawValue(v));
    };
  }

  private static @Nullable Value number(JsonNode node) {
    return (node.isIntegralNumber() ? ValueType.INTEGER : ValueType.REAL).convert(node);
  }
}
