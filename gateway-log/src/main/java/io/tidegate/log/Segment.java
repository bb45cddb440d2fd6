package io.tidegate.log;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One file of the log, as far as it is acknowledged. Its end and size change under the lock of
 * {@link Retained}; its age belongs to the writer.
 */
final class Segment {

  final Path path;
  final long first;
  private long end;
  private long bytes;

  /** Monotonic time of the newest record; null for a file found at the opening, not yet asked. */
  private @Nullable Long newestNanos;

  Segment(Path path, long first, long end, long bytes) {
    this.path = path;
    this.first = first;
    this.end = end;
    this.bytes = bytes;
  }

  long end() {
    return end;
  }

  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return end == first;
  }

  void grow(long newEnd, long newBytes) {
    end = newEnd;
    bytes = newBytes;
  }

  @Nullable Long newestNanos() {
    return newestNanos;
  }

  void touched(long nanos) {
    newestNanos = nanos;
  }

  /**
   * What may be read of a segment at one moment.
   *
   * @param segment whose.
   * @param end the offset after the last readable record.
   * @param bytes where the last readable record ends in the file.
   */
  record Extent(Segment segment, long end, long bytes) {}
}
