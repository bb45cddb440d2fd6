package io.tidegate.connector.modbus.codec;

import io.tidegate.data.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How objects of a table are to be understood.
 *
 * @param type one of the names of the user documentation.
 * @param objectsCount as configured: coils, bits, or registers of types without a size of their
 *     own.
 * @param byteOrder within each register; of numbers only.
 * @param wordOrder of the registers of a number.
 * @param bitOrder of lists of bits.
 * @param bit the one of the bits that is wanted; null for all.
 * @param bitTarget what bits are reported as.
 * @param round decimals of floating point numbers.
 * @param divider what numbers in registers are divided by; 0: not at all.
 * @param multiplier what they are multiplied by if not divided; 0: not at all.
 * @param variants what to report instead of certain values, by their text.
 */
public record ReadFormat(
    Table table,
    String type,
    int objectsCount,
    Order byteOrder,
    Order wordOrder,
    BitOrder bitOrder,
    @Nullable Integer bit,
    BitTarget bitTarget,
    int round,
    double divider,
    double multiplier,
    Map<String, Value> variants) {

  /** The decimals that floating point numbers have unless configured. */
  public static final int DEFAULT_ROUND = 6;

  public ReadFormat {
    variants = Map.copyOf(variants);
  }

  /** Big endian throughout, nothing scaled. */
  public static ReadFormat of(Table table, String type, int objectsCount) {
    return new ReadFormat(
        table,
        type,
        objectsCount,
        Order.BIG,
        Order.BIG,
        BitOrder.NATURAL,
        null,
        BitTarget.BOOL,
        DEFAULT_ROUND,
        0,
        0,
        Map.of());
  }

  /** The same with other orders of bytes and words. */
  public ReadFormat withOrders(Order bytes, Order words) {
    return new ReadFormat(
        table,
        type,
        objectsCount,
        bytes,
        words,
        bitOrder,
        bit,
        bitTarget,
        round,
        divider,
        multiplier,
        variants);
  }

  /** The same with bits reported as this. */
  public ReadFormat withBitTarget(BitTarget target) {
    return new ReadFormat(
        table,
        type,
        objectsCount,
        byteOrder,
        wordOrder,
        bitOrder,
        bit,
        target,
        round,
        divider,
        multiplier,
        variants);
  }

  /** The same with other decimals. */
  public ReadFormat withRound(int decimals) {
    return new ReadFormat(
        table,
        type,
        objectsCount,
        byteOrder,
        wordOrder,
        bitOrder,
        bit,
        bitTarget,
        decimals,
        divider,
        multiplier,
        variants);
  }
}
