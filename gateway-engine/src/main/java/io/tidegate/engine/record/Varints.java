package io.tidegate.engine.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Numbers in as few bytes as they need, and texts with such a length before them. */
final class Varints {

  /** Far above any value that fits a record; a greater one is a sign of damage. */
  private static final int MAX_TEXT = 1 << 28;

  private Varints() {}

  static void write(DataOutput out, long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.writeByte((int) (rest | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  static long read(DataInput in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte group = in.readByte();
      value |= (group & 0x7fL) << shift;
      if (group >= 0) {
        return value;
      }
    }
    throw new IOException("number of more than ten bytes");
  }

  static void writeSigned(DataOutput out, long value) throws IOException {
    write(out, (value << 1) ^ (value >> 63));
  }

  static long readSigned(DataInput in) throws IOException {
    long value = read(in);
    return (value >>> 1) ^ -(value & 1);
  }

  static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    write(out, bytes.length);
    out.write(bytes, 0, bytes.length);
  }

  static String readText(DataInput in) throws IOException {
    return new String(readBytes(in), UTF_8);
  }

  static byte[] readBytes(DataInput in) throws IOException {
    long length = read(in);
    if (length < 0 || length > MAX_TEXT) {
      throw new IOException("text of " + length + " bytes");
    }
    byte[] bytes = new byte[(int) length];
    in.readFully(bytes);
    return bytes;
  }
}
