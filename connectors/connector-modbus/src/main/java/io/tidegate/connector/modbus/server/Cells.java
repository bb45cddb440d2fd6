package io.tidegate.connector.modbus.server;

import java.util.BitSet;

/** The objects of one table that there are, which need not be neighbours. */
abstract sealed class Cells {

  private final BitSet defined = new BitSet();

  /** Makes them exist from now on. */
  void define(int address, int count) {
    defined.set(address, address + count);
  }

  /** Whether all of these exist. */
  boolean defines(int address, int count) {
    return defined.nextClearBit(address) >= address + count;
  }

  /** The objects as a unit's answer has them. */
  abstract byte[] read(int address, int count);

  /** Takes over objects as a client's request has them. */
  abstract void write(int address, int count, byte[] data);

  /** Coils and discrete inputs. */
  static final class Bits extends Cells {

    private final BitSet values = new BitSet();

    @Override
    byte[] read(int address, int count) {
      byte[] data = new byte[(count + 7) / 8];
      for (int i = values.nextSetBit(address);
          i >= 0 && i < address + count;
          i = values.nextSetBit(i + 1)) {
        data[(i - address) / 8] |= (byte) (1 << ((i - address) % 8));
      }
      return data;
    }

    @Override
    void write(int address, int count, byte[] data) {
      for (int i = 0; i < count; i++) {
        values.set(address + i, ((data[i / 8] >> (i % 8)) & 1) != 0);
      }
    }
  }

  /** Registers; room is made as far as the highest address. */
  static final class Registers extends Cells {

    private static final byte[] NONE = {};

    private byte[] values = NONE;

    @Override
    void define(int address, int count) {
      super.define(address, count);
      if (2 * (address + count) > values.length) {
        byte[] larger = new byte[2 * (address + count)];
        System.arraycopy(values, 0, larger, 0, values.length);
        values = larger;
      }
    }

    @Override
    byte[] read(int address, int count) {
      byte[] data = new byte[2 * count];
      System.arraycopy(values, 2 * address, data, 0, data.length);
      return data;
    }

    @Override
    void write(int address, int count, byte[] data) {
      System.arraycopy(data, 0, values, 2 * address, 2 * count);
    }
  }
}
