package io.tidegate.log;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/** Encoded values of one append: records back to back, to be sealed by the writer. */
final class RecordBuffer extends OutputStream {

  private static final int INITIAL_SIZE = 4096;

  private final DataOutputStream data = new DataOutputStream(this);
  private byte[] bytes = new byte[INITIAL_SIZE];
  private int length;
  private int count;

  /** Encodes the values behind what is here; refuses, for ever, what has no encoding (LOG-11). */
  <T> void add(List<T> values, Codec<T> codec) {
    for (T value : values) {
      int start = length;
      reserve(RecordFormat.HEADER);
      length += RecordFormat.HEADER;
      try {
        codec.encode(value, data);
      } catch (IOException e) {
        throw new IllegalArgumentException("a value can't be encoded: " + e.getMessage(), e);
      }
      int payload = length - start - RecordFormat.HEADER;
      if (payload > RecordFormat.MAX_PAYLOAD) {
        throw new IllegalArgumentException("a value is too long for the log: " + payload);
      }
      RecordFormat.setLength(bytes, start, payload);
      count++;
    }
  }

  void clear() {
    length = 0;
    count = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  int count() {
    return count;
  }

  @Override
  public void write(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int from, int size) {
    reserve(size);
    System.arraycopy(source, from, bytes, length, size);
    length += size;
  }

  private void reserve(int size) {
    if (size > bytes.length - length) {
      int needed = Math.addExact(length, size);
      int doubled = (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
      bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
    }
  }
}
