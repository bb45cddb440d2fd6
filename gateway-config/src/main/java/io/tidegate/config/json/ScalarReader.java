package io.tidegate.config.json;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.BooleanNode;
import io.tidegate.config.ConfigNode.NumberNode;
import io.tidegate.config.ConfigNode.TextNode;
import io.tidegate.config.Range;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a single value. What can be understood is accepted: a number or a boolean written as text,
 * a whole number with decimals, a number where a text is expected.
 */
final class ScalarReader {

  private ScalarReader() {}

  /** Whether values of the type are read here. */
  static boolean handles(Class<?> type) {
    return type.isPrimitive()
        || type.isEnum()
        || type == String.class
        || type == Boolean.class
        || Number.class.isAssignableFrom(type);
  }

  /** The value, or null if the node is none. */
  static @Nullable Object read(ConfigNode node, Class<?> type, @Nullable Range range) {
    String text = text(node);
    if (text == null) {
      return null;
    }
    if (type == String.class) {
      return text;
    }
    if (type == boolean.class || type == Boolean.class) {
      return bool(text);
    }
    return type.isEnum() ? EnumNames.find(type, text) : number(text, type, range);
  }

  /** What the type accepts, as it continues "must be". */
  static String expected(Class<?> type, @Nullable Range range) {
    if (type == String.class) {
      return "a string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isEnum()) {
      return EnumNames.expected(type);
    }
    return (isReal(type) ? "a number" : "an integer") + bounds(type, range);
  }

  /** The text of a scalar, or null for an object, an array and null. */
  static @Nullable String text(ConfigNode node) {
    return switch (node) {
      case TextNode(var place, String value) -> value;
      case NumberNode(var place, BigDecimal value) -> value.toString();
      case BooleanNode(var place, boolean value) -> Boolean.toString(value);
      case ConfigNode.ObjectNode object -> null;
      case ConfigNode.ArrayNode array -> null;
      case ConfigNode.NullNode none -> null;
    };
  }

  static boolean isReal(Class<?> type) {
    return type == double.class || type == Double.class;
  }

  static boolean isLong(Class<?> type) {
    return type == long.class || type == Long.class;
  }

  private static @Nullable Object bool(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }

  private static @Nullable Object number(String text, Class<?> type, @Nullable Range range) {
    try {
      BigDecimal exact = new BigDecimal(text.strip());
      if (isReal(type)) {
        double value = exact.doubleValue();
        return Double.isFinite(value) && within(exact, range) ? (Object) value : null;
      }
      long value = exact.longValueExact();
      if (!within(exact, range)) {
        return null;
      }
      return isLong(type) ? (Object) value : (Object) Math.toIntExact(value);
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  private static boolean within(BigDecimal value, @Nullable Range range) {
    return range == null
        || (value.compareTo(BigDecimal.valueOf(range.min())) >= 0
            && value.compareTo(BigDecimal.valueOf(range.max())) <= 0);
  }

  private static String bounds(Class<?> type, @Nullable Range range) {
    if (range == null) {
      return "";
    }
    long most = isLong(type) || isReal(type) ? Long.MAX_VALUE : Integer.MAX_VALUE;
    return range.max() >= most
        ? " of at least " + range.min()
        : " %d..%d".formatted(range.min(), range.max());
  }
}
