package io.tidegate.engine.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The bytes of one record. Whatever is in them, its only exception is {@code IOException}. */
final class ByteReader {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Far above any record; a greater length is a sign of damage. */
  private static final int MAX_LENGTH = 1 << 27;

  private final byte[] bytes;
  private final Names names;
  private int position;

  private ByteReader(byte[] bytes, Names names) {
    this.bytes = bytes;
    this.names = names;
  }

  /** Takes so many bytes from the input. */
  static ByteReader of(DataInput in, int length, Names names) throws IOException {
    if (length < 0 || length > MAX_LENGTH) {
      throw new IOException("record of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new ByteReader(bytes, names);
  }

  int readByte() throws IOException {
    require(1);
    return bytes[position++] & 0xff;
  }

  long readLong() throws IOException {
    require(Long.BYTES);
    long value = (long) LONG.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  long readVarint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      require(1);
      byte group = bytes[position++];
      value |= (group & 0x7fL) << shift;
      if (group >= 0) {
        return value;
      }
    }
    throw new IOException("number of more than ten bytes");
  }

  long readSigned() throws IOException {
    long value = readVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A length or a count: never more than there are bytes left. */
  int readSize() throws IOException {
    long size = readVarint();
    if (size < 0 || size > bytes.length - position) {
      throw new EOFException("record ends before " + size + " of something");
    }
    return (int) size;
  }

  String readText() throws IOException {
    int length = readSize();
    String text = new String(bytes, position, length, UTF_8);
    position += length;
    return text;
  }

  /** A text that comes again and again. */
  String readName() throws IOException {
    int length = readSize();
    String name = names.name(bytes, position, length);
    position += length;
    return name;
  }

  private void require(int size) throws EOFException {
    if (size > bytes.length - position) {
      throw new EOFException("record ends too early");
    }
  }
}
