package io.tidegate.connector.mqtt;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The times that were given to the last messages of a broker. What the broker sends again, because
 * the acknowledgement had not reached it when a connection or the gateway ended, gets the same once
 * more and does not become a second value.
 *
 * <p>A ring of entries of {@value #ENTRY} bytes, in memory and in a file: the number of the entry,
 * beginning with 1, a sum over the rest, the message and its packet identifier, and the times. For
 * one thread at a time.
 */
final class GivenTimes {

  /**
   * More than are on their way from a broker at once, stored here and not yet acknowledged there. A
   * message whose entry is overwritten gets a new time.
   */
  private static final int ENTRIES = 4096;

  /** Nobody counts so far: such a number is damage, and counting on from it would overflow. */
  private static final long LARGEST = 1L << 56;

  private static final int SUM = Long.BYTES;
  private static final int TIMES = SUM + Long.BYTES;
  private static final int ENTRY = TIMES + Given.BYTES;

  private final RingFile file;
  private @Nullable ByteBuffer ring;
  private long next = 1;
  private long unsaved = 1;

  GivenTimes(RingFile file) {
    this.file = file;
  }

  /** Finds what a message was given; null if that is not known. */
  @Nullable Given find(Incoming message) {
    ByteBuffer entries = ring();
    long content = content(message);
    for (long number = next - 1; number > 0 && number >= next - ENTRIES; number--) {
      int at = place(number);
      if (entries.getLong(at + SUM) == sum(content, entries, at) && entries.getLong(at) == number) {
        Given given = new Given();
        given.read(entries, at + TIMES);
        return given;
      }
    }
    return null;
  }

  /** Adds a message and what it was given. */
  void add(Incoming message, Given given) {
    ByteBuffer entries = ring();
    int at = place(next);
    entries.putLong(at, next);
    given.write(entries, at + TIMES);
    entries.putLong(at + SUM, sum(content(message), entries, at));
    next++;
  }

  /** Writes what was added into the file; before the records are handed over. */
  void save() {
    if (ring == null || unsaved == next) {
      return;
    }
    long first = Math.max(unsaved, next - ENTRIES);
    int from = place(first);
    int to = place(next - 1) + ENTRY;
    if (from < to) {
      file.write(ring, from, to);
    } else {
      file.write(ring, from, ENTRIES * ENTRY);
      file.write(ring, 0, to);
    }
    unsaved = next;
  }

  /** Lets the file go until it is needed again. */
  void rest() {
    file.close();
  }

  private ByteBuffer ring() {
    ByteBuffer entries = ring;
    if (entries == null) {
      entries = ByteBuffer.allocate(ENTRIES * ENTRY);
      file.read(entries);
      for (int at = 0; at < entries.capacity(); at += ENTRY) {
        long number = entries.getLong(at);
        if (number > 0 && number < LARGEST && place(number) == at) {
          next = Math.max(next, number + 1);
        }
      }
      unsaved = next;
      ring = entries;
    }
    return entries;
  }

  private static int place(long number) {
    return (int) (number % ENTRIES) * ENTRY;
  }

  private static long content(Incoming message) {
    MqttReading reading = message.reading();
    long topic = reading.topic().hashCode();
    long payload = Arrays.hashCode(reading.payload()) & 0xFFFF_FFFFL;
    return (topic << Integer.SIZE | payload) + message.packet().identifier();
  }

  /** Shows which message an entry is for, and that it is whole. */
  private static long sum(long content, ByteBuffer entries, int at) {
    long sum = mixed(content ^ entries.getLong(at));
    for (int i = 0; i < Given.BYTES; i += Long.BYTES) {
      sum = mixed(sum ^ entries.getLong(at + TIMES + i));
    }
    return sum;
  }

  /** The finalizer of splitmix64: every bit has a say in every bit. */
  private static long mixed(long bits) {
    long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
