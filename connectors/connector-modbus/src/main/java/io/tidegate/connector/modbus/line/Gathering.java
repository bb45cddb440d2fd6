package io.tidegate.connector.modbus.line;

import io.tidegate.support.Alarms;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Lets what several lines have read go together: one sync of the log and one message to the
 * platform serve all of it. The first one waits for 10 ms, the others for what is left of them.
 */
final class Gathering {

  private static final long NANOS = 10_000_000;

  private final Alarms alarms;
  private @Nullable CountDownLatch gate;

  Gathering(Alarms alarms) {
    this.alarms = alarms;
  }

  /** Waits for the others. */
  void await() throws InterruptedException {
    gate().await();
  }

  private synchronized CountDownLatch gate() {
    CountDownLatch current = gate;
    if (current == null) {
      CountDownLatch next = new CountDownLatch(1);
      gate = next;
      alarms.after(NANOS, () -> open(next));
      return next;
    }
    return current;
  }

  private void open(CountDownLatch full) {
    forget();
    full.countDown();
  }

  private synchronized void forget() {
    gate = null;
  }
}
