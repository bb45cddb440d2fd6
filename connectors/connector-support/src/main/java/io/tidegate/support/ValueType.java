package io.tidegate.support;

import io.tidegate.data.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the {@code type} of a configured key makes of a value. A value that can't be read as the
 * type stays the text that it is; a number that is not finite is no value. Integers are exact:
 * nothing passes through a double that doesn't have to.
 */
public enum ValueType {
  INTEGER,
  REAL,
  BOOLEAN,
  TEXT;

  /** Beyond this many digits before the point a number is nobody's reading but an attack. */
  private static final int MOST_DIGITS = 400;

  /** The type that users mean by a name; every name that is no other type means text. */
  public static ValueType of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("str")) {
      return TEXT;
    }
    if (lower.contains("int") || lower.contains("long")) {
      return INTEGER;
    }
    if (lower.equals("float") || lower.equals("double")) {
      return REAL;
    }
    return lower.contains("bool") ? BOOLEAN : TEXT;
  }

  /** Converts a value of a message; null if it is no value. */
  public @Nullable Value convert(JsonNode value) {
    if (value.isNull() || isNotFinite(value)) {
      return null;
    }
    if (value.isNumber() && this == INTEGER) {
      return integer(value);
    }
    if (value.isNumber() && this == REAL) {
      return real(value.doubleValue());
    }
    if (value.isBoolean() && this == BOOLEAN) {
      return new Value.Bool(value.booleanValue());
    }
    return convert(JsonText.of(value));
  }

  /** Converts a text; null if it is no value. */
  public @Nullable Value convert(String text) {
    return switch (this) {
      case INTEGER -> integer(text);
      case REAL -> real(text);
      case BOOLEAN -> bool(text);
      case TEXT -> new Value.Text(text);
    };
  }

  private static boolean isNotFinite(JsonNode value) {
    return value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue());
  }

  private static Value integer(JsonNode number) {
    if (number.isInt() || number.isLong()) {
      return new Value.Int(number.longValue());
    }
    return integer(
        number.isIntegralNumber()
            ? number.bigIntegerValue()
            : new BigDecimal(number.doubleValue()).toBigInteger());
  }

  private static Value integer(String text) {
    BigDecimal number = decimal(text);
    return number == null || number.precision() - number.scale() > MOST_DIGITS
        ? new Value.Text(text)
        : integer(number.toBigInteger());
  }

  private static Value integer(BigInteger number) {
    return number.bitLength() < Long.SIZE
        ? new Value.Int(number.longValue())
        : new Value.Json(number.toString());
  }

  private static @Nullable Value real(String text) {
    if (isSpelledOut(text)) {
      return null;
    }
    return isDecimal(text.strip()) && decimal(text) != null
        ? real(Double.parseDouble(text.strip()))
        : new Value.Text(text);
  }

  private static @Nullable Value real(double number) {
    return Double.isFinite(number) ? new Value.Real(number) : null;
  }

  /** Python's float() reads these words too. */
  private static boolean isSpelledOut(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.startsWith("+") || word.startsWith("-")) {
      word = word.substring(1);
    }
    return word.equals("nan") || word.equals("inf") || word.equals("infinity");
  }

  private static Value bool(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "y", "yes", "t", "true", "on", "1" -> new Value.Bool(true);
      case "n", "no", "f", "false", "off", "0" -> new Value.Bool(false);
      default -> new Value.Text(text);
    };
  }

  private static @Nullable BigDecimal decimal(String text) {
    String stripped = text.strip();
    if (!isDecimal(stripped)) {
      return null;
    }
    try {
      return new BigDecimal(stripped);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Spares most texts the cost of an exception, and keeps out digits of other scripts. */
  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MOST_DIGITS;
  }
}
