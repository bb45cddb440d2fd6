package io.tidegate.connector.modbus.codec;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounds to decimals: to the nearest number, and from exactly half way to the even one. */
final class Rounding {

  /** The largest power of ten that a double holds exactly. */
  private static final int MOST_EXACT = 22;

  /** From here on doubles have no fraction. */
  private static final double WHOLE = 1L << 52;

  private final int decimals;
  private final double power;

  Rounding(int decimals) {
    this.decimals = decimals;
    this.power =
        decimals >= 0 && decimals <= MOST_EXACT ? BigDecimal.TEN.pow(decimals).doubleValue() : 0;
  }

  /** What is not finite stays as it is. */
  double round(double value) {
    double scaled = value * power;
    double magnitude = Math.abs(scaled);
    if (power == 0 || !(magnitude < WHOLE)) {
      return exactly(value);
    }
    double rounded = Math.rint(scaled);
    // The product above is itself rounded: near half way it may be on the wrong side.
    double fromHalf = Math.abs(Math.abs(scaled - rounded) - 0.5);
    // Minus zero becomes zero.
    return fromHalf <= Math.ulp(magnitude) ? exactly(value) : rounded / power + 0.0;
  }

  private double exactly(double value) {
    if (!Double.isFinite(value) || (decimals >= 0 && Math.abs(value) >= WHOLE)) {
      return value;
    }
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
  }
}
