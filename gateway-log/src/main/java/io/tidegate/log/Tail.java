package io.tidegate.log;

import io.tidegate.log.Segment.Extent;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of the log that grows: begins segments, and goes back to what was acknowledged when the
 * disk fails (LOG-13). Used by the writer only.
 */
final class Tail implements Closeable {

  private final SegmentFiles files;
  private final LogSettings settings;
  private final Retained retained;
  private final LogClock clock;

  /** Finished segments with records that are not acknowledged yet. */
  private final List<Extent> unacknowledged = new ArrayList<>();

  private @Nullable ActiveSegment active;
  private long activeSince;
  private long next;

  Tail(SegmentFiles files, LogSettings settings, Retained retained, LogClock clock) {
    this.files = files;
    this.settings = settings;
    this.retained = retained;
    this.clock = clock;
    this.next = retained.end();
  }

  /** Writes the records without acknowledging them; returns the offset after the last. */
  long write(RecordBuffer records) throws IOException {
    byte[] bytes = records.bytes();
    long wall = clock.wallMillis();
    long now = clock.nanos();
    int at = 0;
    while (at < records.length()) {
      int size = RecordFormat.HEADER + RecordFormat.length(bytes, at);
      ActiveSegment target = segmentFor(size, now);
      RecordFormat.seal(bytes, at, next, wall);
      target.append(bytes, at, size);
      target.segment.touched(now);
      next++;
      at += size;
    }
    return next;
  }

  private ActiveSegment segmentFor(int size, long now) throws IOException {
    ActiveSegment current = active;
    if (current != null) {
      boolean tooLong = current.size() + size > settings.segmentBytes();
      if (!current.isEmpty() && (tooLong || isOld(now))) {
        seal();
        current = null;
      }
    }
    return current == null ? begin(now) : current;
  }

  /** Segments of a slow log are closed by age, or one late value would keep them all (LOG-38). */
  private boolean isOld(long now) {
    return settings.maxAge() != null && now - activeSince > settings.maxAge().toNanos() / 8;
  }

  private ActiveSegment begin(long now) throws IOException {
    Segment empty = retained.named(next);
    if (empty != null) {
      retained.remove(empty);
    }
    ActiveSegment created = files.create(next);
    retained.add(created.segment);
    activeSince = now;
    active = created;
    return created;
  }

  /** Hands all that was written to the operating system. */
  void flush() throws IOException {
    if (active != null) {
      active.flush();
    }
  }

  /** Makes all that was written safe. */
  void force() throws IOException {
    if (active != null) {
      active.force();
    }
  }

  /** Finishes the current segment; the next record begins another. */
  void seal() throws IOException {
    ActiveSegment current = active;
    if (current != null) {
      current.flush();
      if (!(settings.sync() instanceof SyncPolicy.Never)) {
        current.force();
      }
      current.close();
      unacknowledged.add(current.extent());
      active = null;
    }
  }

  /** Everything written is acknowledged. */
  void acknowledge() {
    if (active != null) {
      unacknowledged.add(active.extent());
    }
    retained.publish(unacknowledged, next);
    unacknowledged.clear();
  }

  /** Back to what was acknowledged, after a failure: the files are given up (LOG-13, LOG-14). */
  void undo() {
    if (active != null) {
      unacknowledged.add(active.extent());
      SegmentFiles.closeQuietly(active);
      active = null;
    }
    for (Extent extent : unacknowledged) {
      Segment segment = extent.segment();
      if (segment.isEmpty()) {
        retained.remove(segment);
        files.discard(segment.path);
      } else {
        files.cut(segment);
      }
    }
    unacknowledged.clear();
    next = retained.end();
  }

  boolean isActive(Segment segment) {
    return active != null && active.segment == segment;
  }

  @Override
  public void close() throws IOException {
    if (active != null) {
      active.close();
    }
  }
}
