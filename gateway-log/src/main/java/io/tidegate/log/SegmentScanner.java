package io.tidegate.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Walks over the records of one segment, checks each, and finds the next whole one behind damage
 * (LOG-21, LOG-22). Used by one thread at a time.
 */
final class SegmentScanner implements Closeable {

  private static final int BUFFER = 128 << 10;

  private final FileChannel channel;
  private byte[] buffer = new byte[BUFFER];

  /** Where {@code buffer[0]} lies in the file, how much of it is filled, and where we are in it. */
  private long base = SegmentHeader.SIZE;

  private int filled;
  private int at;

  private long expected;
  private long endOffset;
  private long endBytes;
  private int payload;
  private long lost;

  SegmentScanner(Path path, long first) throws IOException {
    this.channel = FileChannel.open(path, StandardOpenOption.READ);
    this.expected = first;
  }

  /** How far may be read: before that offset, and before that position in the file. */
  SegmentScanner limit(long offset, long bytes) {
    endOffset = offset;
    endBytes = bytes;
    return this;
  }

  /**
   * Moves to the next record. Afterwards {@link #lost} says how many offsets are missing before it,
   * or, at the end, before the limit.
   */
  boolean advance() throws IOException {
    lost = 0;
    if (expected >= endOffset) {
      return false;
    }
    if (!wholeRecordHere() && !resynchronize()) {
      lost = endOffset - expected;
      return false;
    }
    payload = at + RecordFormat.HEADER;
    at = payload + length();
    expected++;
    return true;
  }

  private boolean wholeRecordHere() throws IOException {
    return fill(RecordFormat.HEADER)
        && RecordFormat.offset(buffer, at) == expected
        && RecordFormat.fits(buffer, at, endBytes - position())
        && fill(RecordFormat.HEADER + RecordFormat.length(buffer, at))
        && RecordFormat.intact(buffer, at);
  }

  /** Damage is rare and a segment small: the rest of it is searched in memory. */
  private boolean resynchronize() throws IOException {
    long rest = endBytes - position();
    if (rest > Integer.MAX_VALUE - 8 || !fill((int) rest)) {
      return false;
    }
    // A lost record took at least its header.
    for (int skipped = RecordFormat.HEADER; skipped + RecordFormat.HEADER <= rest; skipped++) {
      long offset = RecordFormat.offset(buffer, at + skipped);
      boolean possible =
          offset > expected
              && offset < endOffset
              && offset - expected <= skipped / RecordFormat.HEADER
              && RecordFormat.fits(buffer, at + skipped, rest - skipped);
      if (possible && RecordFormat.intact(buffer, at + skipped)) {
        lost = offset - expected;
        expected = offset;
        at += skipped;
        return true;
      }
    }
    return false;
  }

  /** Gives up what is left before the limit, so that a later limit is read from there. */
  void skipToLimit() {
    expected = Math.max(expected, endOffset);
    base = Math.max(endBytes, position());
    filled = 0;
    at = 0;
  }

  /** Counts the whole records from here on of which only the checksum is wrong (LOG-18). */
  long brokenRecords() throws IOException {
    long count = 0;
    long rest = endBytes - position();
    if (rest <= 0 || rest > Integer.MAX_VALUE - 8 || !fill((int) rest)) {
      return 0;
    }
    int from = at;
    while (rest >= RecordFormat.HEADER
        && RecordFormat.offset(buffer, from) == expected + count
        && RecordFormat.fits(buffer, from, rest)) {
      int size = RecordFormat.HEADER + RecordFormat.length(buffer, from);
      from += size;
      rest -= size;
      count++;
    }
    return count;
  }

  /** Makes {@code size} bytes from here on available, if the limit allows. */
  private boolean fill(int size) throws IOException {
    if (filled - at >= size) {
      return true;
    }
    if (endBytes - position() < size) {
      return false;
    }
    System.arraycopy(buffer, at, buffer, 0, filled - at);
    base += at;
    filled -= at;
    at = 0;
    boolean outgrown = buffer.length > BUFFER && size <= BUFFER && filled <= BUFFER;
    if (size > buffer.length || outgrown) {
      buffer = Arrays.copyOf(buffer, Math.max(size, BUFFER));
    }
    while (filled < size) {
      // In pieces: the JDK keeps a direct buffer of the largest size that was ever asked.
      int room = Math.min(BUFFER, buffer.length - filled);
      int wanted = (int) Math.min(room, endBytes - base - filled);
      int read = channel.read(ByteBuffer.wrap(buffer, filled, wanted), base + filled);
      if (read < 0) {
        // Somebody has cut the file: what is missing is lost like any other damage.
        endBytes = base + filled;
        return filled >= size;
      }
      filled += read;
    }
    return true;
  }

  /** The offset after the current record. */
  long next() {
    return expected;
  }

  /** Offsets missing before the current record. */
  long lost() {
    return lost;
  }

  /** Where the next record begins in the file. */
  long position() {
    return base + at;
  }

  long time() {
    return RecordFormat.time(buffer, payload - RecordFormat.HEADER);
  }

  /** Valid until the next {@link #advance}. */
  byte[] buffer() {
    return buffer;
  }

  int payload() {
    return payload;
  }

  int length() {
    return RecordFormat.length(buffer, payload - RecordFormat.HEADER);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
