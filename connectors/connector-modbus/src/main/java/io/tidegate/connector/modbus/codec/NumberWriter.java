package io.tidegate.connector.modbus.codec;

import io.tidegate.data.Value;
import java.math.BigInteger;

/** A number in registers. */
final class NumberWriter extends Encoder {

  private static final float LARGEST_HALF = 65504;

  private final DataType type;
  private final int[] byteIndexes;
  private final BigInteger least;
  private final BigInteger most;

  NumberWriter(DataType type, WriteFormat format) {
    super(format, type.registers(format.objectsCount()));
    this.type = type;
    this.byteIndexes = type.byteIndexes(format.byteOrder(), format.wordOrder());
    this.least = type.least();
    this.most = type.most();
  }

  @Override
  void write(Value value, byte[] data) throws UnfitValueException {
    long raw = type.isWhole() ? whole(value) : real(Numbers.real(value));
    for (int i = byteIndexes.length - 1; i >= 0; i--) {
      data[byteIndexes[i]] = (byte) raw;
      raw >>= 8;
    }
  }

  private long whole(Value value) throws UnfitValueException {
    BigInteger number = Numbers.whole(value);
    if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
      throw new UnfitValueException(
          "%s does not fit %s: from %s to %s".formatted(number, type.name(), least, most));
    }
    return number.longValue();
  }

  private long real(double number) throws UnfitValueException {
    boolean fits =
        switch (type.bits()) {
          case 16 -> Float.isFinite(Float.float16ToFloat(Float.floatToFloat16((float) number)));
          case 32 -> Float.isFinite((float) number);
          default -> true;
        };
    if (!fits) {
      throw new UnfitValueException(
          "%s does not fit %s: at most %s"
              .formatted(number, type.name(), type.bits() == 16 ? LARGEST_HALF : Float.MAX_VALUE));
    }
    return switch (type.bits()) {
      case 16 -> Float.floatToFloat16((float) number);
      case 32 -> Float.floatToIntBits((float) number);
      default -> Double.doubleToLongBits(number);
    };
  }
}
