package io.tidegate.support;

import io.tidegate.data.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The value that a JSON value is, with the type it has. */
public final class JsonValues {

  private JsonValues() {}

  /** Null for JSON null, and for a number that is not finite: neither is a value. */
  public static @Nullable Value of(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> new Value.Text(node.asString());
      case BOOLEAN -> new Value.Bool(node.booleanValue());
      case NUMBER -> number(node);
      case ARRAY, OBJECT -> new Value.Json(node.toString());
      case NULL, MISSING, BINARY, POJO -> null;
    };
  }

  private static @Nullable Value number(JsonNode node) {
    return (node.isIntegralNumber() ? ValueType.INTEGER : ValueType.REAL).convert(node);
  }
}
