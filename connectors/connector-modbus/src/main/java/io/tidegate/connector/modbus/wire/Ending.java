package io.tidegate.connector.modbus.wire;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The end of something, which others wait for. */
final class Ending {

  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable IOException cause;

  /** It ended as it should. */
  void reached() {
    over.countDown();
  }

  /** It ended because of something, unless it has ended already. */
  void failed(IOException why) {
    if (over.getCount() > 0) {
      cause = why;
      over.countDown();
    }
  }

  /**
   * Waits a moment for it: a port is free only once the thread that was blocked in it has noticed.
   */
  void awaitShortly() {
    try {
      over.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for it. */
  void await() throws IOException, InterruptedException {
    over.await();
    IOException why = cause;
    if (why != null) {
      throw new IOException(why.getMessage(), why);
    }
  }
}
