package io.tidegate.log;

import io.tidegate.log.RecordLog.Usage;
import io.tidegate.log.Segment.Extent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the log holds and how far it is delivered, as all threads see it. Does no I/O; holds its
 * lock for moments.
 */
final class Retained {

  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private final LostRanges lost = new LostRanges();
  private final Bell grown = new Bell();
  private final Runnable cursorMoved;
  private long bytes;
  private long end;
  private long committed;
  private boolean closed;

  /**
   * Starts with what was found.
   *
   * @param cursorMoved called, quickly, whenever the committed offset has changed.
   */
  Retained(List<Segment> found, long committed, long end, Runnable cursorMoved) {
    found.forEach(this::add);
    this.committed = committed;
    this.end = end;
    this.cursorMoved = cursorMoved;
  }

  // ---- for the callers of the log

  /** Waits for an entry at or after {@code offset}; where it is, or -1 if the time is over. */
  long awaitReadable(long offset, Patience patience) throws IOException, InterruptedException {
    while (true) {
      long seen = grown.count();
      long at = readable(offset);
      if (at >= 0 || patience.left() <= 0) {
        return at;
      }
      grown.await(seen, patience);
    }
  }

  private synchronized long readable(long offset) throws IOException {
    requireOpen();
    long at = lost.skip(Math.max(offset, firstOffset()));
    return at < end ? at : -1;
  }

  /** What may be read of the segment that holds {@code offset}; null if there is none. */
  synchronized @Nullable Extent extentAt(long offset) {
    Map.@Nullable Entry<Long, Segment> found = segments.floorEntry(offset);
    if (offset >= end || found == null) {
      return null;
    }
    Segment segment = found.getValue();
    return new Extent(segment, segment.end(), segment.bytes());
  }

  /** Returns the committed offset before. */
  synchronized long commit(long offset) throws IOException {
    requireOpen();
    if (offset > end) {
      throw new IllegalArgumentException("can't commit " + offset + ": the log ends at " + end);
    }
    long before = committed;
    if (offset > committed) {
      moveCommitted(offset);
    }
    return before;
  }

  /** Notes unreadable offsets; how many of them are uncommitted and were not known (LOG-22). */
  synchronized long addLost(long from, long to) {
    long start = Math.max(from, committed);
    long fresh = start < to ? lost.add(start, to) : 0;
    if (lost.skip(committed) > committed) {
      moveCommitted(committed);
    }
    return fresh;
  }

  private void moveCommitted(long offset) {
    committed = lost.skip(offset);
    lost.forgetBelow(committed);
    cursorMoved.run();
  }

  synchronized long committed() {
    return committed;
  }

  synchronized long end() {
    return end;
  }

  synchronized Usage usage(long quota) {
    return new Usage(end - committed - lost.count(), bytes, quota);
  }

  void close() {
    synchronized (this) {
      closed = true;
    }
    grown.ring();
  }

  synchronized void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the log is closed");
    }
  }

  private long firstOffset() {
    return segments.isEmpty() ? end : segments.firstKey();
  }

  // ---- for the writer

  synchronized void add(Segment segment) {
    segments.put(segment.first, segment);
    bytes += segment.bytes();
  }

  synchronized void remove(Segment segment) {
    if (segments.remove(segment.first, segment)) {
      bytes -= segment.bytes();
    }
  }

  /** Takes the oldest segment out, delivered or not. */
  synchronized Cut drop(Segment oldest) {
    remove(oldest);
    long from = committed;
    long lostBefore = lost.count();
    if (oldest.end() > committed) {
      moveCommitted(oldest.end());
    }
    return new Cut(from, lostBefore - lost.count());
  }

  /**
   * What went with a dropped segment.
   *
   * @param from the offset of the first uncommitted value.
   * @param lost how many from there on were already known to be unreadable.
   */
  record Cut(long from, long lost) {}

  /** Acknowledges what was written: readable from now on (LOG-8). */
  void publish(List<Extent> written, long newEnd) {
    synchronized (this) {
      for (Extent extent : written) {
        bytes += extent.bytes() - extent.segment().bytes();
        extent.segment().grow(extent.end(), extent.bytes());
      }
      end = newEnd;
    }
    grown.ring();
  }

  synchronized boolean holds(Segment segment) {
    return segments.get(segment.first) == segment;
  }

  synchronized @Nullable Segment oldest() {
    return segments.isEmpty() ? null : segments.firstEntry().getValue();
  }

  /** The segment of that name. */
  synchronized @Nullable Segment named(long first) {
    return segments.get(first);
  }

  /** The segments with nothing above {@code offset} that were written to, oldest first. */
  synchronized List<Segment> endingBy(long offset) {
    return segments.values().stream()
        .filter(segment -> segment.end() <= offset && !segment.isEmpty())
        .toList();
  }

  synchronized long bytes() {
    return bytes;
  }
}
