package io.tidegate.connector.modbus.codec;

import io.tidegate.data.Value;

/** Bits of registers; those that no list names are cleared. */
final class BitWriter extends Encoder {

  private final int[] positions;
  private final int count;

  BitWriter(DataType type, WriteFormat format) {
    super(format, type.registers(format.objectsCount()));
    this.count = format.objectsCount();
    this.positions = format.bitOrder().positions(format.table(), count);
  }

  @Override
  void write(Value value, byte[] data) throws UnfitValueException {
    boolean[] bits = BitValues.of(value, count);
    for (int i = 0; i < bits.length; i++) {
      if (bits[i]) {
        int position = positions[i];
        data[2 * (position / 16) + 1 - position % 16 / 8] |= (byte) (1 << (position % 8));
      }
    }
  }
}
