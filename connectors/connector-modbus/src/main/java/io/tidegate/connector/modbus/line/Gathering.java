package io.tidegate.connector.modbus.line;

import io.tidegate.support.Alarms;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Lets what several lines have read within a few milliseconds go together: one sync of the log and
 * one message to the platform serve all of it.
 */
final class Gathering {

  private static final long NANOS = 10_000_000;

  private final Alarms alarms;
  private @Nullable CountDownLatch gate;

  Gathering(Alarms alarms) {
    this.alarms = alarms;
  }

  /** Waits for the others, 10 ms from the first of them on. */
  void await() throws InterruptedException {
    gate().await();
  }

  private synchronized CountDownLatch gate() {
    CountDownLatch open = gate;
    if (open == null) {
      open = new CountDownLatch(1);
      gate = open;
      alarms.after(NANOS, this::open);
    }
    return open;
  }

  private void open() {
    CountDownLatch full = take();
    if (full != null) {
      full.countDown();
    }
  }

  private synchronized @Nullable CountDownLatch take() {
    CountDownLatch full = gate;
    gate = null;
    return full;
  }
}
