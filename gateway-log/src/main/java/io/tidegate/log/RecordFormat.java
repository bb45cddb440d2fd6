package io.tidegate.log;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.zip.CRC32C;

/** The bytes of a record; the layout is in docs/spec/record-log.md. */
final class RecordFormat {

  /** What precedes each payload. */
  static final int HEADER = 24;

  /** Longer payloads are refused; a damaged length is mostly longer and costs no memory. */
  static final int MAX_PAYLOAD = 64 << 20;

  private static final int LENGTH = 4;
  private static final int OFFSET = 8;
  private static final int TIME = 16;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

  private RecordFormat() {}

  static void setLength(byte[] bytes, int at, int length) {
    INTS.set(bytes, at + LENGTH, length);
  }

  /** Completes a record whose length and payload are in place. */
  static void seal(byte[] bytes, int at, long offset, long time) {
    LONGS.set(bytes, at + OFFSET, offset);
    LONGS.set(bytes, at + TIME, time);
    INTS.set(bytes, at, checksum(bytes, at, length(bytes, at)));
  }

  static int length(byte[] bytes, int at) {
    return (int) INTS.get(bytes, at + LENGTH);
  }

  static long offset(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at + OFFSET);
  }

  static long time(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at + TIME);
  }

  /** Whether the length can be one, in the {@code available} bytes from the header on. */
  static boolean fits(byte[] bytes, int at, long available) {
    int length = length(bytes, at);
    return length >= 0 && length <= MAX_PAYLOAD && HEADER + (long) length <= available;
  }

  /** Whether a record that {@link #fits} is as it was written. */
  static boolean intact(byte[] bytes, int at) {
    return (int) INTS.get(bytes, at) == checksum(bytes, at, length(bytes, at));
  }

  private static int checksum(byte[] bytes, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, at + LENGTH, HEADER - LENGTH + length);
    return (int) crc.getValue();
  }
}
