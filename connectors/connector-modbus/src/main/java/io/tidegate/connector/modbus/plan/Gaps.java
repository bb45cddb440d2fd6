package io.tidegate.connector.modbus.plan;

import io.tidegate.connector.modbus.codec.Table;

/**
 * How much may be read that nobody wants, where that saves a request.
 *
 * @param registers at most between two wanted ones.
 * @param bits likewise, of coils and discrete inputs.
 */
public record Gaps(int registers, int bits) {

  private static final int BITS = 16;

  /** So many registers, or as many bits as are transferred in the same time. */
  public static Gaps of(int registers) {
    return new Gaps(registers, registers * BITS);
  }

  int most(Table table) {
    return table.holdsBits() ? bits : registers;
  }
}
