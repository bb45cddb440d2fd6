package io.tidegate.log;

import io.tidegate.log.Told.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The thread that changes the folder: group commit, cursor, retention. */
final class LogWriter<T> implements Runnable {

  private static final long CURSOR_DELAY = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long RETRY_DELAY = TimeUnit.SECONDS.toNanos(1);

  private final SyncPolicy policy;
  private final AppendQueue<T> queue;
  private final Retained retained;
  private final CursorBell bell;
  private final Admission<T> admission;
  private final Tail tail;
  private final Retention<T> retention;
  private final Told<T> told;

  private final Due cursorSave = new Due();
  private final Due sync = new Due();
  private final Due expiry = new Due();
  private volatile @Nullable IOException closeFailure;

  LogWriter(
      SyncPolicy policy,
      AppendQueue<T> queue,
      Retained retained,
      CursorBell bell,
      Admission<T> admission,
      Tail tail,
      Retention<T> retention,
      Told<T> told) {
    this.policy = policy;
    this.queue = queue;
    this.retained = retained;
    this.bell = bell;
    this.admission = admission;
    this.tail = tail;
    this.retention = retention;
    this.told = told;
    expiry.within(0);
    cursorSave.within(0);
  }

  @Override
  public void run() {
    try {
      while (!queue.isClosed()) {
        queue.await(Math.min(Math.min(cursorSave.left(), sync.left()), expiry.left()));
        work();
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but one who wants it to end.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // From now on nothing is accepted: not a thing to find out by the silence.
      told.failed(Part.RECORDS, new IOException("the writer of the log ended: " + e, e));
      throw e;
    } finally {
      finish();
    }
  }

  private void work() {
    boolean more = true;
    while (more) {
      more = commitGroup();
    }
    if (sync.isDue()) {
      syncNow();
    }
    if (bell.isUnsaved()) {
      cursorSave.within(CURSOR_DELAY);
    }
    if (cursorSave.isDue()) {
      saveCursor();
    }
    expire();
  }

  /** Writes and syncs what waits, once for all (LOG-7); false if nothing waits or may go. */
  private boolean commitGroup() {
    List<Pending<T>> group = admission.nextGroup();
    if (group.isEmpty()) {
      return false;
    }
    List<Long> ends = new ArrayList<>(group.size());
    try {
      for (Pending<T> append : group) {
        ends.add(tail.write(append.records));
      }
      makeSafe();
      tail.acknowledge();
    } catch (IOException e) {
      giveUp(e);
      group.forEach(append -> append.fail(e));
      return true;
    } catch (RuntimeException | Error e) {
      // A bug or no memory ends the writer, but nobody may wait for ever.
      IOException cause = new IOException("the writer of the log ended", e);
      group.forEach(append -> append.fail(cause));
      throw e;
    }
    told.worked(Part.RECORDS);
    for (int i = 0; i < group.size(); i++) {
      group.get(i).succeed(ends.get(i));
    }
    return true;
  }

  private void makeSafe() throws IOException {
    tail.flush();
    switch (policy) {
      case SyncPolicy.Always() -> tail.force();
      case SyncPolicy.Interval(var period) -> sync.within(period.toNanos());
      case SyncPolicy.Never() -> {}
    }
  }

  private void syncNow() {
    try {
      tail.force();
      told.worked(Part.RECORDS);
    } catch (IOException e) {
      giveUp(e);
    }
  }

  private void giveUp(IOException cause) {
    tail.undo();
    told.failed(Part.RECORDS, cause);
  }

  private void saveCursor() {
    bell.saving();
    if (!retention.saveCursor()) {
      cursorSave.within(RETRY_DELAY);
    }
  }

  private void expire() {
    expiry.clear();
    try {
      long left = retention.expire();
      if (left != AppendQueue.NEVER) {
        expiry.within(left);
      }
    } catch (IOException e) {
      giveUp(e);
      expiry.within(RETRY_DELAY);
    }
  }

  private void finish() {
    queue.close();
    try {
      boolean more = true;
      while (more) {
        more = commitGroup();
      }
      tail.flush();
      tail.force();
      tail.close();
    } catch (IOException e) {
      giveUp(e);
      closeFailure = e;
    } finally {
      queue.failRest(new IOException("the log was closed before there was room"));
      retained.close();
    }
    saveCursor();
  }

  /** What went wrong at the end, once the thread has ended. */
  @Nullable IOException closeFailure() {
    return closeFailure;
  }
}
