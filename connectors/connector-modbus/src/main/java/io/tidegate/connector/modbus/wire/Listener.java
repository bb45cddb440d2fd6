package io.tidegate.connector.modbus.wire;

import java.io.Closeable;
import java.io.IOException;

/** Serves clients until it is closed. Nothing that a client sends ends it. */
public interface Listener extends Closeable {

  /** The port that it listens at, where 0 was asked for; 0 for serial lines. */
  int port();

  /**
   * Waits for the end.
   *
   * @throws IOException if the port is lost, such as a serial one that was unplugged.
   * @throws InterruptedException if the waiting thread is interrupted; it goes on serving.
   */
  void awaitEnd() throws IOException, InterruptedException;

  @Override
  void close();
}
