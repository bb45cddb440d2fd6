package io.tidegate.support;

import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The text that a JSON value has within a template. */
public final class JsonText {

  private static final double SMALLEST_PLAIN = 1e-4;
  private static final double LARGEST_PLAIN = 1e16;

  private JsonText() {}

  /** A string as it is; anything else as JSON: {@code true}, {@code 21.5}, {@code {"x":1}}. */
  public static String of(JsonNode value) {
    if (value.isString()) {
      return value.asString();
    }
    if (!value.isContainer()) {
      return plain(value);
    }
    StringBuilder text = new StringBuilder(64);
    append(value, text);
    return text.toString();
  }

  /** As Jackson would write it, but for the numbers. */
  private static void append(JsonNode value, StringBuilder text) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        char before = '{';
        for (Map.Entry<String, JsonNode> member : value.properties()) {
          text.append(before).append(StringNode.valueOf(member.getKey())).append(':');
          append(member.getValue(), text);
          before = ',';
        }
        text.append(before == '{' ? "{}" : "}");
      }
      case ARRAY -> {
        char before = '[';
        for (JsonNode element : value) {
          append(element, text.append(before));
          before = ',';
        }
        text.append(before == '[' ? "[]" : "]");
      }
      default -> text.append(plain(value));
    }
  }

  private static String plain(JsonNode value) {
    return value.isFloatingPointNumber() ? of(value.doubleValue()) : value.toString();
  }

  /** Shortest form that reads back the same, written as Python does: 0.0001, 1.5e-07, 1e+20. */
  private static String of(double number) {
    double size = Math.abs(number);
    if (number == 0 || (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN)) {
      String text = Double.toString(number);
      return text.indexOf('E') < 0 ? text : plain(number);
    }
    return withExponent(Double.toString(number));
  }

  private static String withExponent(String text) {
    int at = text.indexOf('E');
    if (at < 0) {
      return text;
    }
    String digits = text.substring(0, at);
    int exponent = Integer.parseInt(text.substring(at + 1));
    return "%se%s%02d"
        .formatted(
            digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits,
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }

  private static String plain(double number) {
    String text = BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    return text.indexOf('.') < 0 ? text + ".0" : text;
  }
}
