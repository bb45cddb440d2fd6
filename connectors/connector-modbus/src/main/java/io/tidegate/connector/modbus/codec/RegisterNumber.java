package io.tidegate.connector.modbus.codec;

import io.tidegate.data.Value;
import org.jspecify.annotations.Nullable;

/** A number in registers. */
final class RegisterNumber extends Decoder {

  private final DataType type;
  private final int[] byteIndexes;
  private final Scale scale;
  private final Rounding rounding;
  private final Variants variants;

  RegisterNumber(DataType type, ReadFormat format) {
    super(registers(type, format.table()), type.registers(format.objectsCount()));
    this.type = type;
    this.byteIndexes = type.byteIndexes(format.byteOrder(), format.wordOrder());
    this.scale = new Scale(format.divider(), format.multiplier());
    this.rounding = new Rounding(format.round());
    this.variants = new Variants(format.variants());
  }

  @Override
  @Nullable Value value(byte[] data, int first) {
    long raw = 0;
    for (int index : byteIndexes) {
      raw = (raw << 8) | (data[2 * first + index] & 0xFF);
    }
    Value value =
        switch (type.kind()) {
          case SIGNED -> scale.whole((raw << (64 - type.bits())) >> (64 - type.bits()));
          case FLOAT -> scale.real(rounding.round(real(raw)));
          default -> raw < 0 ? scale.beyondLong(raw) : scale.whole(raw);
        };
    return value == null ? null : variants.of(value);
  }

  private double real(long raw) {
    return switch (type.bits()) {
      case 16 -> Float.float16ToFloat((short) raw);
      case 32 -> Float.intBitsToFloat((int) raw);
      default -> Double.longBitsToDouble(raw);
    };
  }
}
