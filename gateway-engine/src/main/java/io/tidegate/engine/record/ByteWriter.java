package io.tidegate.engine.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Collects the bytes of one record, so that the output is called once and not fifty times. */
final class ByteWriter {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int USUAL = 192;
  private static final int LONGEST_VARINT = 10;

  private byte[] bytes = new byte[USUAL];
  private int length;

  void writeByte(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  void writeLong(long value) {
    reserve(Long.BYTES);
    LONG.set(bytes, length, value);
    length += Long.BYTES;
  }

  void writeVarint(long value) {
    reserve(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void writeSigned(long value) {
    writeVarint((value << 1) ^ (value >> 63));
  }

  void writeText(String text) {
    byte[] encoded = text.getBytes(UTF_8);
    writeVarint(encoded.length);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
  }

  int length() {
    return length;
  }

  void writeTo(DataOutput out) throws IOException {
    out.write(bytes, 0, length);
  }

  private void reserve(int size) {
    if (size > bytes.length - length) {
      int needed = Math.addExact(length, size);
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * length, 1 << 30)));
    }
  }
}
