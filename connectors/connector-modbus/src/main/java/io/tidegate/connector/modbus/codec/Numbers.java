package io.tidegate.connector.modbus.codec;

import io.tidegate.data.Value;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The numbers that values are: a text may be one, and a truth is 1 or 0. */
final class Numbers {

  private static final int LONGEST_SHOWN = 40;

  private static final int LONGEST_NUMBER = 1000;

  /** More than any type has, and little enough to be counted out. */
  private static final int MOST_DIGITS = 400;

  private Numbers() {}

  static BigDecimal exact(Value value) throws UnfitValueException {
    BigDecimal number =
        switch (value) {
          case Value.Int(long whole) -> BigDecimal.valueOf(whole);
          case Value.Bool(boolean truth) -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
          case Value.Real(double real) -> BigDecimal.valueOf(real);
          case Value.Text(String text) -> parse(text, value);
          case Value.Json(String json) -> parse(json, value);
        };
    if (number.signum() != 0
        && Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS) {
      throw new UnfitValueException(shown(value) + " is out of every range");
    }
    return number;
  }

  private static BigDecimal parse(String text, Value value) throws UnfitValueException {
    if (text.length() > LONGEST_NUMBER) {
      throw new UnfitValueException(shown(value) + " is not a number");
    }
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new UnfitValueException(shown(value) + " is not a number");
    }
  }

  /** A fraction is cut off. */
  static BigInteger whole(Value value) throws UnfitValueException {
    return exact(value).toBigInteger();
  }

  static double real(Value value) throws UnfitValueException {
    double real = exact(value).doubleValue();
    if (!Double.isFinite(real)) {
      throw new UnfitValueException(shown(value) + " is out of every range");
    }
    return real;
  }

  /** A value for people, in quotes where it is a text. */
  static String shown(Value value) {
    return switch (value) {
      case Value.Text(String text) -> "'" + shortened(text) + "'";
      case Value.Json(String json) -> shortened(json);
      case Value.Bool(boolean truth) -> Boolean.toString(truth);
      case Value.Int(long number) -> Long.toString(number);
      case Value.Real(double number) -> Double.toString(number);
    };
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
