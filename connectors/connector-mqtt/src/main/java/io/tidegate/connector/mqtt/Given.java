package io.tidegate.connector.mqtt;

import java.nio.ByteBuffer;

/**
 * The times that one message was given: when it was received, and for each of its records without a
 * time of its own, in their order, how much later. One object serves one message after the other.
 */
final class Given {

  /** Of more records the times are not kept. */
  static final int MOST = Long.BYTES;

  /** Of its written form. */
  static final int BYTES = 3 * Long.BYTES;

  private static final int TIME_BITS = 56;
  private static final int OFFSET_BITS = 16;
  private static final int OFFSETS_OF_LONG = Long.SIZE / OFFSET_BITS;
  private static final int LARGEST_OFFSET = (1 << OFFSET_BITS) - 1;

  private long receivedAt;
  private int count;
  private final long[] offsets = new long[MOST / OFFSETS_OF_LONG];

  /** Begins with a message that was received at this time, in milliseconds since the epoch. */
  void begin(long time) {
    receivedAt = time;
    count = 0;
    offsets[0] = 0;
    offsets[1] = 0;
  }

  long receivedAt() {
    return receivedAt;
  }

  int count() {
    return count;
  }

  /** The time of a record; the first is 0. */
  long time(int index) {
    return receivedAt + (offsets[index / OFFSETS_OF_LONG] >>> shift(index) & LARGEST_OFFSET);
  }

  /** The next record has got this time, at most a minute later. */
  void add(long time) {
    if (count < MOST) {
      offsets[count / OFFSETS_OF_LONG] |= (time - receivedAt & LARGEST_OFFSET) << shift(count);
      count++;
    }
  }

  private static int shift(int index) {
    return index % OFFSETS_OF_LONG * OFFSET_BITS;
  }

  /** Writes it as {@value #BYTES} bytes. */
  void write(ByteBuffer into, int at) {
    into.putLong(at, (long) count << TIME_BITS | receivedAt);
    into.putLong(at + Long.BYTES, offsets[0]);
    into.putLong(at + 2 * Long.BYTES, offsets[1]);
  }

  /** Becomes what was written there. */
  void read(ByteBuffer from, int at) {
    long head = from.getLong(at);
    count = (int) (head >>> TIME_BITS);
    receivedAt = head & (1L << TIME_BITS) - 1;
    offsets[0] = from.getLong(at + Long.BYTES);
    offsets[1] = from.getLong(at + 2 * Long.BYTES);
  }
}
