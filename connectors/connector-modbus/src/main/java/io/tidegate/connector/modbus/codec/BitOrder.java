package io.tidegate.connector.modbus.codec;

/** The order of a list of coils, or of the bits of a register. */
public enum BitOrder {
  /** As they are numbered: the first coil, the least significant bit of the register, first. */
  NATURAL,

  /**
   * As the Python gateway up to 3.8.3 has them: each byte turned round, a register's upper byte
   * first, and of these at most 16 the last ones.
   */
  HISTORICAL;

  private static final int MOST = 16;

  /**
   * Where the elements of a list are found, as bit numbers counted from the first coil or from the
   * least significant bit of the first register; -1 for one that is never set.
   */
  int[] positions(Table table, int count) {
    int[] positions = new int[count];
    if (this == HISTORICAL && count > MOST) {
      throw new IllegalArgumentException(
          "the historical bit order ends at %d bits and not at %d".formatted(MOST, count));
    }
    for (int i = 0; i < count; i++) {
      positions[i] = this == NATURAL ? i : historical(table, count, i);
    }
    return positions;
  }

  private static int historical(Table table, int count, int index) {
    if (table.holdsBits()) {
      int place = (count + 7) / 8 * 8 - count + index;
      int coil = place / 8 * 8 + 7 - place % 8;
      return coil < count ? coil : -1;
    }
    return (MOST - count + index + 8) % MOST;
  }
}
