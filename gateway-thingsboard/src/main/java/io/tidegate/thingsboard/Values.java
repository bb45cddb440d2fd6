package io.tidegate.thingsboard;

import io.tidegate.data.Value;
import tools.jackson.databind.JsonNode;

/** JSON of the platform as values. */
final class Values {

  private Values() {}

  /** What is missing is as null. */
  static Value of(JsonNode node) {
    if (node.isString()) {
      return new Value.Text(node.asString());
    }
    if (node.isBoolean()) {
      return new Value.Bool(node.asBoolean());
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return new Value.Int(node.asLong());
    }
    if (node.isFloatingPointNumber() && Double.isFinite(node.asDouble())) {
      return new Value.Real(node.asDouble());
    }
    return new Value.Json(node.isMissingNode() ? "null" : node.toString());
  }
}
