package io.tidegate.thingsboard;

import io.tidegate.data.Value;
import tools.jackson.databind.JsonNode;

/** JSON of the platform as values. */
final class Values {

  private Values() {}

  /** What is missing is as null. */
  static Value of(JsonNode node) {
    if (node.isString()) {
      return new Value.Text(node.stringValue());
    }
    if (node.isBoolean()) {
      return new Value.Bool(node.booleanValue());
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return new Value.Int(node.longValue());
    }
    if (node.isFloatingPointNumber()) {
      double number = node.numberValue().doubleValue();
      return Double.isFinite(number) ? new Value.Real(number) : new Value.Json(node.toString());
    }
    return new Value.Json(node.isMissingNode() ? "null" : node.toString());
  }
}
