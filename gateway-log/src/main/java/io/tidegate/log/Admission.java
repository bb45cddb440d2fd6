package io.tidegate.log;

import io.tidegate.log.LogListener.DropReason;
import io.tidegate.log.Told.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Decides which of the waiting appends are written next, and makes room. Used by the writer. */
final class Admission<T> {

  /** Bounds how long the first append of a group waits for the last. */
  private static final long LARGEST_GROUP = 4 << 20;

  private enum Verdict {
    WRITE,
    DROP,
    WAIT,
    FAILED
  }

  private final WhenFull whenFull;
  private final AppendQueue<T> queue;
  private final Retained retained;
  private final Tail tail;
  private final Retention<T> retention;
  private final Told<T> told;
  private final CursorBell bell;

  Admission(
      WhenFull whenFull,
      AppendQueue<T> queue,
      Retained retained,
      Tail tail,
      Retention<T> retention,
      Told<T> told,
      CursorBell bell) {
    this.whenFull = whenFull;
    this.queue = queue;
    this.retained = retained;
    this.tail = tail;
    this.retention = retention;
    this.told = told;
    this.bell = bell;
  }

  /** The appends to write now, in their order; empty if there is none or none has room. */
  List<Pending<T>> nextGroup() {
    List<Pending<T>> group = new ArrayList<>();
    long bytes = 0;
    bell.wantSpace(false);
    Pending<T> first = queue.peek();
    while (first != null && bytes < LARGEST_GROUP) {
      Verdict verdict = judgeOrFail(first, bytes);
      if (verdict == Verdict.WAIT) {
        return group;
      }
      boolean taken = queue.take(first);
      if (taken && verdict == Verdict.WRITE) {
        group.add(first);
        bytes += first.records.length();
      } else if (taken && verdict == Verdict.DROP) {
        told.dropped(first.values, DropReason.QUOTA);
        first.succeed(retained.end());
      }
      first = queue.peek();
    }
    return group;
  }

  private Verdict judgeOrFail(Pending<T> append, long before) {
    try {
      return judge(append, before);
    } catch (IOException e) {
      tail.undo();
      told.failed(Part.RECORDS, e);
      if (queue.take(append)) {
        append.fail(e);
      }
      return Verdict.FAILED;
    }
  }

  private Verdict judge(Pending<T> append, long before) throws IOException {
    long size = append.records.length();
    if (retention.hasRoom(before + size)) {
      return Verdict.WRITE;
    }
    if (before > 0) {
      // First what is already admitted; then there may be more to free.
      return Verdict.WAIT;
    }
    bell.wantSpace(true);
    retention.freeCommitted();
    return retention.hasRoom(size) ? Verdict.WRITE : full(size);
  }

  private Verdict full(long size) throws IOException {
    return switch (whenFull) {
      case DROP_OLDEST -> {
        boolean dropped = true;
        while (dropped && !retention.hasRoom(size)) {
          dropped = retention.dropForSpace();
        }
        yield Verdict.WRITE;
      }
      case DROP_NEWEST -> Verdict.DROP;
      case BLOCK -> Verdict.WAIT;
    };
  }
}
