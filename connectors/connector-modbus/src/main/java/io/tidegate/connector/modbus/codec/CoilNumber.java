package io.tidegate.connector.modbus.codec;

import io.tidegate.data.Value;

/** Coils as the bits of a whole number; the first one is the least significant. */
final class CoilNumber extends Decoder {

  private final Table table;
  private final int signBit;
  private final Variants variants;

  CoilNumber(DataType type, ReadFormat format) {
    super(format.table(), Math.min(format.objectsCount(), type.bits()));
    this.table = format.table();
    this.signBit = type.kind() == DataType.Kind.SIGNED ? type.bits() - 1 : Integer.MAX_VALUE;
    this.variants = new Variants(format.variants());
  }

  @Override
  Value value(byte[] data, int first) {
    long value = 0;
    for (int i = objects() - 1; i >= 0; i--) {
      boolean isSet = isSet(table, data, first, i);
      value = i == signBit && isSet ? -1 : (value << 1) | (isSet ? 1 : 0);
    }
    return variants.of(
        value < 0 && signBit == Integer.MAX_VALUE
            ? new Value.Json(Long.toUnsignedString(value))
            : new Value.Int(value));
  }
}
