package io.tidegate.connector.modbus.wire;

import io.tidegate.tls.TlsSettings;
import java.time.Duration;
import java.util.Locale;
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

  public WireSettings {
    if ((medium == Medium.SERIAL) != (serial != null)) {
      throw new IllegalArgumentException("a serial line, and nothing else, has serial settings");
    }
    if (medium == Medium.SERIAL && framing == Framing.SOCKET) {
      throw new IllegalArgumentException("the framing of TCP has no checksum for a serial line");
    }
    if (medium != Medium.TCP && tls != null) {
      throw new IllegalArgumentException("only TCP can be encrypted");
    }
  }

  /** What people call it: {@code tcp://10.0.0.5:502}, {@code /dev/ttyUSB0}. */
  public String place() {
    if (serial != null) {
      return serial.device();
    }
    String scheme = tls == null ? medium.name().toLowerCase(Locale.ROOT) : "tls";
    return scheme + "://" + host + ":" + port;
  }

  /** Whether what is sent comes back before the answer. */
  boolean echoes() {
    return serial != null && serial.localEcho();
  }

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
