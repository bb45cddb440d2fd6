package io.tidegate.connector.modbus.codec;

import io.tidegate.data.Value;
import org.jspecify.annotations.Nullable;

/** One coil, or one bit of a register. */
final class SingleBit extends Decoder {

  private static final int REGISTER = 16;

  private final Table table;
  private final int position;
  private final @Nullable Value set;
  private final @Nullable Value unset;

  SingleBit(DataType type, ReadFormat format) {
    super(format.table(), objects(type, format));
    this.table = format.table();
    this.position = position(format);
    this.set = value(true, format);
    this.unset = value(false, format);
  }

  private static @Nullable Value value(boolean isSet, ReadFormat format) {
    Variants variants = new Variants(format.variants());
    Scale scale = new Scale(format.divider(), format.multiplier());
    if (!scale.isNone() && !format.table().holdsBits()) {
      Value scaled = scale.whole(isSet ? 1 : 0);
      return scaled == null ? null : variants.of(scaled);
    }
    // A bit that is picked out of several has always been a number.
    boolean isNumber = format.bit() != null || format.bitTarget() == BitTarget.INT;
    return variants.of(isNumber ? new Value.Int(isSet ? 1 : 0) : new Value.Bool(isSet));
  }

  private static int objects(DataType type, ReadFormat format) {
    if (format.table().holdsBits()) {
      return format.bit() == null || format.bitOrder() == BitOrder.HISTORICAL
          ? format.objectsCount()
          : format.bit() + 1;
    }
    return format.bit() == null
        ? type.registers(format.objectsCount())
        : format.bit() / REGISTER + 1;
  }

  /** A single register has 16 bits to choose from, even where it is counted as one bit. */
  private static int position(ReadFormat format) {
    Integer bit = format.bit();
    int count = format.objectsCount();
    if (format.bitOrder() == BitOrder.HISTORICAL) {
      check(bit, count);
      return format.bitOrder().positions(format.table(), count)[bit == null ? 0 : bit];
    }
    check(bit, format.table().holdsBits() ? count : count * REGISTER);
    return bit == null ? 0 : bit;
  }

  private static void check(@Nullable Integer bit, int count) {
    if (bit != null && (bit < 0 || bit >= count)) {
      throw new IllegalArgumentException(
          "there is no bit %d among %d, which are counted from 0".formatted(bit, count));
    }
  }

  @Override
  @Nullable Value value(byte[] data, int first) {
    return position >= 0 && isSet(table, data, first, position) ? set : unset;
  }
}
