package io.tidegate.app.demo;

import java.io.Closeable;
import java.time.Duration;

/** Where the figures are shown. */
interface Display extends Closeable {

  /** What the user asks for by a key. */
  enum Wish {
    NOTHING,
    OUTAGE,
    QUIT
  }

  void show(Figures figures);

  /** Waits for a key, until the next figures are due. */
  Wish await(Duration patience) throws InterruptedException;

  @Override
  void close();
}
