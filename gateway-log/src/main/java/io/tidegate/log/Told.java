package io.tidegate.log;

import io.tidegate.log.LogListener.DropReason;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Tells the listener, each outage once (LOG-16), and survives its bugs. */
final class Told<T> {

  /** What can fail on its own. */
  enum Part {
    RECORDS,
    CURSOR
  }

  private final LogListener<T> listener;
  private final Set<Part> failing = EnumSet.noneOf(Part.class);

  Told(LogListener<T> listener) {
    this.listener = listener;
  }

  void dropped(List<T> values, DropReason reason) {
    if (!values.isEmpty()) {
      tell(() -> listener.dropped(values, reason));
    }
  }

  void corrupted(long count, String detail) {
    tell(() -> listener.corrupted(count, detail));
  }

  /** Called by the writer only. */
  void failed(Part part, IOException cause) {
    boolean first = failing.isEmpty();
    failing.add(part);
    if (first) {
      tell(() -> listener.failing(String.valueOf(cause.getMessage())));
    }
  }

  /** Called by the writer only. */
  void worked(Part part) {
    if (failing.remove(part) && failing.isEmpty()) {
      tell(listener::healed);
    }
  }

  private static void tell(Runnable message) {
    try {
      message.run();
    } catch (RuntimeException e) {
      // A bug of the listener may not end the log; it is shown where such bugs are shown.
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }
}
