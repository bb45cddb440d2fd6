package io.tidegate.connector.modbus.wire;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the ports that clients come to. */
public final class Listeners {

  private Listeners() {}

  /**
   * Serves clients at the host and port, or on the serial line, of these settings, and traces to
   * the logger {@code wire.modbus}. The host is the local address to listen at; TLS settings give
   * the server's certificate, and with a {@code caFile} clients must show one that it has issued.
   *
   * @throws IOException if the port can't be had now.
   */
  public static Listener open(WireSettings settings, RequestHandler handler) throws IOException {
    return open(settings, handler, LoggerFactory.getLogger("wire.modbus"));
  }

  /**
   * The same.
   *
   * @param log told of each request and answer, in words and bytes, at TRACE.
   */
  public static Listener open(WireSettings settings, RequestHandler handler, Logger log)
      throws IOException {
    Service service = new Service(settings.place(), handler, log);
    return switch (settings.medium()) {
      case TCP -> TcpListener.open(settings, service);
      case UDP -> DatagramListener.open(settings, service);
      case SERIAL -> SerialListener.open(settings, service);
    };
  }
}
