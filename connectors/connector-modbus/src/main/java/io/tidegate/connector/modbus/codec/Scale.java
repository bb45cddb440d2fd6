package io.tidegate.connector.modbus.codec;

import io.tidegate.connector.ConversionException;
import io.tidegate.data.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Divider and multiplier; the divider wins.
 *
 * @param divider 0 for none.
 * @param multiplier 0 for none.
 */
record Scale(double divider, double multiplier) {

  boolean isNone() {
    return divider == 0 && multiplier == 0;
  }

  /** A whole number stays one unless it is divided or multiplied by a fraction. */
  @Nullable Value whole(long value) {
    if (divider != 0) {
      return finite(value / divider);
    }
    if (multiplier == 0) {
      return new Value.Int(value);
    }
    if (multiplier != Math.rint(multiplier) || Math.abs(multiplier) >= Long.MAX_VALUE) {
      return finite(value * multiplier);
    }
    long factor = (long) multiplier;
    long product = value * factor;
    // Exact where the upper half of the product only repeats the sign of the lower one.
    return Math.multiplyHigh(value, factor) == product >> 63
        ? new Value.Int(product)
        : new Value.Json(BigInteger.valueOf(value).multiply(BigInteger.valueOf(factor)).toString());
  }

  /** A number of 64 bits whose uppermost is set, and which is positive. */
  @Nullable Value beyondLong(long bits) {
    if (isNone()) {
      return new Value.Json(Long.toUnsignedString(bits));
    }
    double value = new BigInteger(Long.toUnsignedString(bits)).doubleValue();
    return finite(divider == 0 ? value * multiplier : value / divider);
  }

  /** Null for what is not finite. */
  @Nullable Value real(double value) {
    if (divider != 0) {
      return finite(value / divider);
    }
    return finite(multiplier == 0 ? value : value * multiplier);
  }

  /** The number that a text is. */
  @Nullable Value text(String text) throws ConversionException {
    // Padding, of which texts in registers have some.
    String digits = text.replace("\0", "").strip();
    try {
      return real(new BigDecimal(digits).doubleValue());
    } catch (NumberFormatException e) {
      throw new ConversionException(
          "not a number", "'%s' has a divider or multiplier but is not a number".formatted(digits));
    }
  }

  private static @Nullable Value finite(double value) {
    return Double.isFinite(value) ? new Value.Real(value) : null;
  }
}
