package io.tidegate.connector.modbus.codec;

import java.nio.ByteBuffer;

/** Registers and coils as a unit's answer has them. */
final class Fields {

  private Fields() {}

  static byte[] registers(int... registers) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * registers.length);
    for (int register : registers) {
      bytes.putShort((short) register);
    }
    return bytes.array();
  }

  static int[] registers(byte[] data) {
    int[] registers = new int[data.length / 2];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = ByteBuffer.wrap(data).getShort(2 * i) & 0xFFFF;
    }
    return registers;
  }

  /** From a text of ones and zeros, the first coil first. */
  static byte[] coils(String coils) {
    byte[] bytes = new byte[(coils.length() + 7) / 8];
    for (int i = 0; i < coils.length(); i++) {
      if (coils.charAt(i) == '1') {
        bytes[i / 8] |= (byte) (1 << (i % 8));
      }
    }
    return bytes;
  }

  static String coils(byte[] data, int count) {
    StringBuilder coils = new StringBuilder();
    for (int i = 0; i < count; i++) {
      coils.append((data[i / 8] >> (i % 8)) & 1);
    }
    return coils.toString();
  }
}
