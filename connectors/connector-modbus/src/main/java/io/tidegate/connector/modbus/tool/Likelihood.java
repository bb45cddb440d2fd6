package io.tidegate.connector.modbus.tool;

import java.math.BigDecimal;

/**
 * How probable it is that somebody has stored such a value: people's numbers are of middling size,
 * and have few digits.
 */
final class Likelihood {

  static final int NONE = 0;
  static final int POSSIBLE = 1;
  static final int LIKELY = 2;

  private static final double SMALLEST = 1e-3;
  private static final double LARGEST = 1e7;
  private static final int FEW_DIGITS = 5;

  private Likelihood() {}

  /**
   * Of a floating point number.
   *
   * @param shortest its shortest form that reads back the same.
   */
  static int real(double value, String shortest, int bits) {
    double size = Math.abs(value);
    if (!Double.isFinite(value) || size < SMALLEST || size > LARGEST) {
      return NONE;
    }
    int digits = new BigDecimal(shortest).stripTrailingZeros().precision();
    if (bits == 16) {
      // Every other pattern of 16 bits is some number of middling size.
      return digits < FEW_DIGITS ? POSSIBLE : NONE;
    }
    return digits <= FEW_DIGITS ? LIKELY : POSSIBLE;
  }

  /** Of a whole number: one that fills all its bits is rather something else. */
  static int whole(long value, int bits) {
    long size = Math.abs(value);
    long most = bits == 16 ? 10_000 : bits == 32 ? 1_000_000 : 1_000_000_000_000L;
    return size > 0 && size <= most ? POSSIBLE : NONE;
  }

  /** Of text, without its padding. */
  static int text(String text) {
    boolean isPrintable = !text.isBlank() && text.chars().allMatch(c -> c >= ' ' && c != 0x7F);
    long letters = text.chars().filter(Character::isLetterOrDigit).count();
    if (!isPrintable || letters * 2 < text.length()) {
      return NONE;
    }
    return letters >= 4 ? LIKELY : POSSIBLE;
  }
}
