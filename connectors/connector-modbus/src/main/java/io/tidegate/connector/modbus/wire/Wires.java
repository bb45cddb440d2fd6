package io.tidegate.connector.modbus.wire;

import io.tidegate.connector.modbus.wire.WireSettings.Medium;
import io.tidegate.support.Alarms;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens wires. */
public final class Wires {

  private Wires() {}

  /**
   * Connects, or opens the serial port, and traces to the logger {@code wire.modbus}.
   *
   * @throws IOException if there is no connection or no such port now; a later attempt can succeed.
   */
  public static Wire open(WireSettings settings) throws IOException, InterruptedException {
    return open(settings, LoggerFactory.getLogger("wire.modbus"));
  }

  /**
   * As {@link #open}; over TCP, a connection that the peer closes while nothing is asked is opened
   * again with the next request.
   *
   * @param alarms which it shares with others.
   */
  public static Wire openForGood(WireSettings settings, Alarms alarms)
      throws IOException, InterruptedException {
    Logger log = LoggerFactory.getLogger("wire.modbus");
    return settings.medium() == Medium.TCP
        ? new ReopeningWire(() -> open(settings, alarms, log, Unheard.PATIENCE))
        : open(settings, alarms, log, Unheard.PATIENCE);
  }

  /**
   * The same.
   *
   * @param log told of each request and answer, in words and bytes, at TRACE.
   */
  public static Wire open(WireSettings settings, Logger log)
      throws IOException, InterruptedException {
    return open(settings, new Alarms("modbus-alarms"), log, Unheard.PATIENCE);
  }

  /** The same, with how long a TCP peer may be silent. */
  static LinkWire open(WireSettings settings, Alarms alarms, Logger log, Duration patience)
      throws IOException, InterruptedException {
    Link link =
        switch (settings.medium()) {
          case TCP -> TcpDial.open(settings);
          case UDP -> DatagramLink.open(settings);
          case SERIAL -> SerialLink.open(settings);
        };
    return LinkWire.over(link, settings, alarms, new WireTrace(log, settings.place()), patience);
  }
}
