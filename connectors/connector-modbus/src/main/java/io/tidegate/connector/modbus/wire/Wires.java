package io.tidegate.connector.modbus.wire;

import java.io.IOException;

/** Opens wires. */
public final class Wires {

  private Wires() {}

  /**
   * Connects, or opens the serial port.
   *
   * @throws IOException if there is no connection or no such port now; a later attempt can succeed.
   */
  @SuppressWarnings("DoNotCallSuggester") // no wire is written yet
  public static Wire open(WireSettings settings) throws IOException, InterruptedException {
    throw new IOException("no wire yet to " + settings);
  }
}
