package io.tidegate.connector.modbus.wire;

import io.tidegate.tls.TlsSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the units are and how they are spoken to.
 *
 * @param host of TCP and UDP; empty for serial lines.
 * @param port of TCP and UDP; 0 for serial lines.
 * @param serial null for TCP and UDP.
 * @param tls null: not encrypted. Only with TCP.
 * @param connectTimeout of TCP and TLS.
 */
public record WireSettings(
    Medium medium,
    Framing framing,
    String host,
    int port,
    @Nullable Serial serial,
    @Nullable TlsSettings tls,
    Duration connectTimeout) {

  /** What carries the bytes. */
  public enum Medium {
    TCP,
    UDP,
    SERIAL
  }

  /** What marks a request's beginning and end. */
  public enum Framing {
    /** The MBAP header of Modbus TCP. */
    SOCKET,
    RTU,
    ASCII
  }

  /** Who adds a bit that makes errors show. */
  public enum Parity {
    NONE,
    EVEN,
    ODD
  }

  /**
   * A serial port.
   *
   * @param device its path or name, such as {@code /dev/ttyUSB0}.
   * @param baudRate bits per second.
   * @param stopBits 1 or 2.
   * @param localEcho whether the adapter hears what it sends.
   */
  public record Serial(
      String device, int baudRate, int dataBits, int stopBits, Parity parity, boolean localEcho) {}
}
