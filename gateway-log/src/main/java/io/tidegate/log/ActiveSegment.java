package io.tidegate.log;

import io.tidegate.log.Segment.Extent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** The segment that is written to: records are gathered and go to the file in large pieces. */
final class ActiveSegment implements Closeable {

  final Segment segment;

  private final FileChannel channel;
  private final ByteBuffer gathered;
  private long written;
  private long next;

  /**
   * Creates the file.
   *
   * @param gathered a buffer to use, shared by all segments since only one is written to.
   */
  ActiveSegment(Segment segment, ByteBuffer gathered) throws IOException {
    this.segment = segment;
    this.gathered = gathered.clear();
    this.next = segment.first;
    this.channel =
        FileChannel.open(segment.path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      gathered.put(SegmentHeader.of(segment.first).clear());
      flush();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Adds one sealed record. */
  void append(byte[] bytes, int at, int size) throws IOException {
    int done = 0;
    while (size - done > gathered.remaining()) {
      int part = gathered.remaining();
      gathered.put(bytes, at + done, part);
      done += part;
      flush();
    }
    gathered.put(bytes, at + done, size - done);
    next++;
  }

  void flush() throws IOException {
    gathered.flip();
    while (gathered.hasRemaining()) {
      written += channel.write(gathered, written);
    }
    gathered.clear();
  }

  void force() throws IOException {
    channel.force(false);
  }

  boolean isEmpty() {
    return next == segment.first;
  }

  long size() {
    return written + gathered.position();
  }

  Extent extent() {
    return new Extent(segment, next, size());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
