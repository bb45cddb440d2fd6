package io.tidegate.connector.modbus.wire;

import java.io.IOException;

/** Opens the ports that clients come to. */
public final class Listeners {

  private Listeners() {}

  /**
   * Serves clients at the host and port, or on the serial line, of these settings. The host is the
   * local address to listen at; TLS settings give the server's certificate, and with a {@code
   * caFile} clients must show one of its certificates.
   *
   * @throws IOException if the port can't be had now.
   */
  @SuppressWarnings("DoNotCallSuggester") // no listener is written yet
  public static Listener open(WireSettings settings, RequestHandler handler) throws IOException {
    throw new IOException("nobody can listen yet at " + settings);
  }
}
