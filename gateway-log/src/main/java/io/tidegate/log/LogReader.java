package io.tidegate.log;

import io.tidegate.log.RecordLog.Entry;
import io.tidegate.log.Segment.Extent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One place in the log, for whoever reads on from there. Used by one thread at a time. */
final class LogReader<T> implements Closeable {

  private final Retained retained;
  private final Told<T> told;
  private final ValueDecoder<T> decoder;
  private @Nullable Segment segment;
  private @Nullable SegmentScanner scanner;
  private long next;

  LogReader(Retained retained, Codec<T> codec, Told<T> told, long offset) {
    this.retained = retained;
    this.told = told;
    this.decoder = new ValueDecoder<>(codec);
    this.next = offset;
  }

  /** The offset that the next entry has, or would have. */
  long next() {
    return next;
  }

  /** Reads what is there, up to the limits; nothing if all of it is damaged. */
  List<Entry<T>> read(int maxEntries, int maxBytes) throws IOException {
    List<Entry<T>> entries = new ArrayList<>();
    try {
      read(entries, maxEntries, maxBytes);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      if (entries.isEmpty()) {
        throw e;
      }
      // Whoever goes on behind what was read meets it again.
      close();
    }
    return entries;
  }

  private void read(List<Entry<T>> entries, int maxEntries, int maxBytes) throws IOException {
    long bytes = 0;
    Extent extent = retained.extentAt(next);
    while (extent != null && entries.size() < maxEntries && bytes < maxBytes) {
      SegmentScanner records = scannerOf(extent);
      if (records == null) {
        missing(extent);
      } else {
        long start = next;
        while (entries.size() < maxEntries && bytes < maxBytes && advance(records, extent, start)) {
          bytes += records.length();
          add(records, entries);
        }
      }
      extent = retained.extentAt(next);
    }
  }

  /** Moves on to the next record that the reader wants. */
  private boolean advance(SegmentScanner records, Extent extent, long start) throws IOException {
    boolean found = records.advance();
    while (found && records.next() <= start) {
      found = records.advance();
    }
    long at = found ? records.next() - 1 : extent.end();
    if (records.lost() > 0) {
      lost(at - records.lost(), at, "damaged before byte " + records.position());
    }
    if (!found) {
      records.skipToLimit();
    }
    next = Math.max(next, at);
    return found;
  }

  private void add(SegmentScanner records, List<Entry<T>> entries) {
    T value = decoder.decode(records);
    if (value == null) {
      lost(next, next + 1, "can't be decoded, before byte " + records.position());
    } else {
      entries.add(new Entry<>(next, value));
    }
    next++;
  }

  private @Nullable SegmentScanner scannerOf(Extent extent) throws IOException {
    SegmentScanner current = scanner;
    if (current == null || segment != extent.segment()) {
      close();
      segment = extent.segment();
      try {
        current = new SegmentScanner(extent.segment().path, extent.segment().first);
      } catch (NoSuchFileException e) {
        return null;
      }
      scanner = current;
    }
    return current.limit(extent.end(), extent.bytes());
  }

  /** The file is gone: dropped a moment ago, or deleted by somebody. */
  private void missing(Extent extent) {
    segment = null;
    if (retained.holds(extent.segment())) {
      lost(next, extent.end(), "the file is missing");
    }
    next = extent.end();
  }

  private void lost(long from, long to, String cause) {
    long fresh = retained.addLost(from, to);
    if (fresh > 0) {
      String file = segment == null ? "offset " + from : String.valueOf(segment.path.getFileName());
      told.corrupted(fresh, file + ": " + cause);
    }
  }

  /** Closes a file that is deleted, whose space would stay taken. */
  void letGo() throws IOException {
    Segment current = segment;
    if (current != null && !retained.holds(current)) {
      close();
      segment = null;
    }
  }

  @Override
  public void close() throws IOException {
    SegmentScanner open = scanner;
    scanner = null;
    if (open != null) {
      open.close();
    }
  }
}
