package io.tidegate.connector.modbus.codec;

import io.tidegate.data.Value;

/** Coils, or bits of registers, as a list. */
final class BitList extends Decoder {

  private final Table table;
  private final int[] positions;
  private final String set;
  private final String unset;

  BitList(DataType type, ReadFormat format) {
    super(
        format.table(),
        format.table().holdsBits() ? format.objectsCount() : type.registers(format.objectsCount()));
    this.table = format.table();
    this.positions = format.bitOrder().positions(table, format.objectsCount());
    this.set = format.bitTarget() == BitTarget.BOOL ? "true" : "1";
    this.unset = format.bitTarget() == BitTarget.BOOL ? "false" : "0";
  }

  @Override
  Value value(byte[] data, int first) {
    StringBuilder list = new StringBuilder(2 + positions.length * (unset.length() + 1));
    for (int position : positions) {
      boolean isSet = position >= 0 && isSet(table, data, first, position);
      list.append(list.isEmpty() ? '[' : ',').append(isSet ? set : unset);
    }
    return new Value.Json(list.append(']').toString());
  }
}
