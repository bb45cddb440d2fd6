package io.tidegate.log;

import io.tidegate.log.LogListener.DropReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the writer reads of whole segments: how old they are, and what is in those that go. */
final class SegmentPass<T> {

  /** Bounds the memory of a drop (LOG-34). */
  private static final int CHUNK = 256;

  private final Codec<T> codec;
  private final Told<T> told;

  SegmentPass(Codec<T> codec, Told<T> told) {
    this.codec = codec;
    this.told = told;
  }

  /** The time stamp of the newest record; 0 if there is none. */
  long newestTime(Segment segment) {
    long time = 0;
    try (SegmentScanner scanner = new SegmentScanner(segment.path, segment.first)) {
      scanner.limit(segment.end(), segment.bytes());
      while (scanner.advance()) {
        time = scanner.time();
      }
    } catch (IOException e) {
      // Gone, or unreadable: told when somebody misses the values.
    }
    return time;
  }

  /** Tells which values are dropped, from {@code offset} on; {@code known} of them are lost. */
  void tellDropped(Segment segment, long offset, long known, DropReason reason) {
    ValueDecoder<T> decoder = new ValueDecoder<>(codec);
    List<T> chunk = new ArrayList<>(CHUNK);
    long unreadable = segment.end() - offset - known;
    try (SegmentScanner scanner = new SegmentScanner(segment.path, segment.first)) {
      scanner.limit(segment.end(), segment.bytes());
      while (scanner.advance()) {
        T value = scanner.next() <= offset ? null : decoder.decode(scanner);
        if (value != null) {
          chunk.add(value);
          unreadable--;
        }
        if (chunk.size() == CHUNK) {
          told.dropped(List.copyOf(chunk), reason);
          chunk.clear();
        }
      }
    } catch (IOException e) {
      // The rest of it is unreadable; space is needed all the same.
    }
    told.dropped(List.copyOf(chunk), reason);
    if (unreadable > 0) {
      told.corrupted(unreadable, segment.path.getFileName() + ": unreadable when it was dropped");
    }
  }
}
