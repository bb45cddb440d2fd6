package io.tidegate.log;

import io.tidegate.log.LogListener.DropReason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/** Gives space back: what is delivered, over the quota, or too old. Used by the writer only. */
final class Retention<T> {

  /** Before 2020 no gateway of this kind ran: its clock was not set (LOG-41). */
  private static final long FIRST_PLAUSIBLE_TIME = 1_577_836_800_000L;

  private final LogSettings settings;
  private final Retained retained;
  private final Tail tail;
  private final CursorFile cursor;
  private final SegmentPass<T> pass;
  private final Told<T> told;
  private final LogClock clock;
  private final long openedNanos;
  private final long openedMillis;
  private long savedCursor;

  Retention(
      LogSettings settings,
      Retained retained,
      Tail tail,
      CursorFile cursor,
      SegmentPass<T> pass,
      Told<T> told,
      LogClock clock) {
    this.settings = settings;
    this.retained = retained;
    this.tail = tail;
    this.cursor = cursor;
    this.pass = pass;
    this.told = told;
    this.clock = clock;
    this.openedNanos = clock.nanos();
    this.openedMillis = clock.wallMillis();
    this.savedCursor = cursor.committed();
  }

  /** Saves the committed offset and deletes what lies wholly below it (LOG-32). */
  boolean saveCursor() {
    long committed = retained.committed();
    try {
      if (committed != savedCursor) {
        cursor.save(committed);
        savedCursor = committed;
      }
      deleteCommitted(committed);
      told.worked(Told.Part.CURSOR);
      return true;
    } catch (IOException e) {
      told.failed(Told.Part.CURSOR, e);
      return false;
    }
  }

  private void deleteCommitted(long committed) throws IOException {
    for (Segment segment : retained.endingBy(committed)) {
      if (!tail.isActive(segment)) {
        Files.deleteIfExists(segment.path);
        retained.remove(segment);
      }
    }
  }

  /** Frees what nobody waits for, even of the segment that is written to. */
  void freeCommitted() throws IOException {
    if (retained.committed() == retained.end()) {
      tail.seal();
    }
    saveCursor();
  }

  /** Whether so many bytes can be written without exceeding the quota (LOG-33). */
  boolean hasRoom(long bytes) {
    return settings.quotaHas(retained.bytes(), bytes);
  }

  /** Drops the oldest segment for space; false if there is none. */
  boolean dropForSpace() throws IOException {
    Segment oldest = retained.oldest();
    if (oldest == null) {
      return false;
    }
    drop(oldest, DropReason.QUOTA);
    return true;
  }

  /** Drops what is too old; how many nanoseconds until the next is, or NEVER (LOG-39). */
  long expire() throws IOException {
    if (settings.maxAge() == null) {
      return AppendQueue.NEVER;
    }
    long maxAge = settings.maxAge().toNanos();
    Segment oldest = retained.oldest();
    while (oldest != null && oldest.end() > retained.committed()) {
      long left = newest(oldest) + maxAge - clock.nanos();
      if (left > 0) {
        return left;
      }
      drop(oldest, DropReason.AGE);
      oldest = retained.oldest();
    }
    return AppendQueue.NEVER;
  }

  /** The monotonic time of the newest record, so that no clock that is set matters (LOG-40). */
  private long newest(Segment segment) {
    Long known = segment.newestNanos();
    if (known != null) {
      return known;
    }
    long time = pass.newestTime(segment);
    long age = time < FIRST_PLAUSIBLE_TIME ? 0 : Math.max(0, openedMillis - time);
    long newest = openedNanos - TimeUnit.MILLISECONDS.toNanos(age);
    segment.touched(newest);
    return newest;
  }

  private void drop(Segment segment, DropReason reason) throws IOException {
    if (tail.isActive(segment)) {
      tail.seal();
    }
    Retained.Cut cut = retained.drop(segment);
    if (cut.from() < segment.end()) {
      pass.tellDropped(segment, cut.from(), cut.lost(), reason);
    }
    // The cursor first: otherwise the gap would look like damage after a crash.
    saveCursor();
    Files.deleteIfExists(segment.path);
  }
}
