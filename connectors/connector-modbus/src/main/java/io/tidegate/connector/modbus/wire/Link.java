package io.tidegate.connector.modbus.wire;

import java.io.Closeable;
import java.io.IOException;

/** What carries bytes there and back. One thread receives while another one sends. */
interface Link extends Closeable {

  /** Sends a frame. Does not wait until it has arrived. */
  void send(byte[] frame) throws IOException;

  /**
   * Waits for bytes.
   *
   * @return how many came; -1 if no more will.
   */
  int receive(byte[] into) throws IOException;

  /** A thread that may block in {@link #receive}. */
  Thread.Builder thread();

  /** Ends a thread that sends or receives, too. */
  @Override
  void close();
}
