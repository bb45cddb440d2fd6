package io.tidegate.connector.modbus.codec;

import io.tidegate.data.Value;
import java.util.Arrays;

/** Exactly the coils that are configured, whatever the type. */
final class CoilWriter extends Encoder {

  private final int[] positions;

  CoilWriter(DataType type, WriteFormat format) {
    super(format, format.objectsCount());
    if (type.kind() != DataType.Kind.BITS && !type.isWhole() && objects() > 1) {
      throw new IllegalArgumentException(
          "%s can't be written to %s".formatted(type.name(), format.table()));
    }
    this.positions = format.bitOrder().positions(format.table(), objects());
    if (Arrays.stream(positions).anyMatch(position -> position < 0)) {
      throw new IllegalArgumentException(
          "the historical bit order misses some of %d coils".formatted(objects()));
    }
  }

  @Override
  void write(Value value, byte[] data) throws UnfitValueException {
    boolean[] bits = BitValues.of(value, objects());
    for (int i = 0; i < bits.length; i++) {
      if (bits[i]) {
        data[positions[i] / 8] |= (byte) (1 << (positions[i] % 8));
      }
    }
  }
}
