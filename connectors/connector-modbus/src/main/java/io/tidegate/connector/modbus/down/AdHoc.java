package io.tidegate.connector.modbus.down;

import io.tidegate.connector.modbus.codec.BitOrder;
import io.tidegate.connector.modbus.codec.Order;
import io.tidegate.connector.modbus.codec.WriteFormat.Repacking;
import io.tidegate.connector.modbus.config.Orders;
import io.tidegate.connector.modbus.config.TlsConfig;
import io.tidegate.connector.modbus.wire.WireSettings;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.WireSettings.Medium;
import io.tidegate.connector.modbus.wire.WireSettings.Parity;
import io.tidegate.connector.modbus.wire.WireSettings.Serial;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The line and the unit that a request to the connector brings with it. */
final class AdHoc {

  private static final int LONGEST_TIMEOUT_SECONDS = 60;
  private static final int USUAL_PORT = 502;
  private static final String TLS = "tls";

  private final Parameters parameters;

  AdHoc(Parameters parameters) {
    this.parameters = parameters;
  }

  Address address() throws UnfitCommandException {
    return new Address(
        parameters.text("deviceName"),
        parameters.has("unitId") ? (Integer) parameters.number("unitId", 0, 255) : null,
        parameters.has("host") || parameters.has("port") ? line() : null);
  }

  /** As units that are configured name theirs. */
  private String line() throws UnfitCommandException {
    String port = port();
    return switch (medium()) {
      case SERIAL -> "serial:" + port;
      case UDP -> "udp://%s:%s".formatted(host(), port);
      case TCP -> "tcp://%s:%s".formatted(host(), port);
    };
  }

  WireSettings settings(Directory directory) throws UnfitCommandException {
    Medium medium = medium();
    boolean serial = medium == Medium.SERIAL;
    TlsConfig tls = encryption(medium, directory);
    return new WireSettings(
        medium,
        framing(medium),
        serial ? "" : host(),
        serial ? 0 : networkPort(),
        serial ? serial() : null,
        tls == null ? null : tls.settings(),
        timeout());
  }

  Duration timeout() throws UnfitCommandException {
    return Duration.ofSeconds(
        parameters.has("timeout") ? parameters.number("timeout", 1, LONGEST_TIMEOUT_SECONDS) : 3);
  }

  Orders orders() {
    return new Orders(order("byteOrder"), order("wordOrder"), BitOrder.NATURAL, Repacking.NONE);
  }

  private Medium medium() {
    String said = parameters.text("transport");
    String type = said == null ? parameters.text("type") : said;
    return switch (String.valueOf(type).strip().toLowerCase(Locale.ROOT)) {
      case "udp" -> Medium.UDP;
      case "tcp" -> Medium.TCP;
      case "serial" -> Medium.SERIAL;
      default -> parameters.has("host") ? Medium.TCP : Medium.SERIAL;
    };
  }

  /** With certificates from the configuration: a request names no files of the gateway. */
  private @Nullable TlsConfig encryption(Medium medium, Directory directory)
      throws UnfitCommandException {
    if (parameters.has("tls") || parameters.has("security")) {
      throw new UnfitCommandException(
          "certificates are not named in a request: say method tls, and in tlsOf the name of a"
              + " configured device that has them");
    }
    String owner = parameters.text("tlsOf");
    if (owner == null && !TLS.equals(method())) {
      return null;
    }
    if (medium != Medium.TCP) {
      throw new UnfitCommandException("only tcp can be encrypted");
    }
    if (owner == null) {
      return TlsConfig.VERIFIED;
    }
    TlsConfig tls = directory.encryption(owner);
    if (tls == null) {
      throw new UnfitCommandException("tlsOf: there is no device %s with tls".formatted(owner));
    }
    return tls;
  }

  private @Nullable String method() {
    String method = parameters.text("method");
    return method == null ? null : method.strip().toLowerCase(Locale.ROOT);
  }

  private Framing framing(Medium medium) throws UnfitCommandException {
    String method = method();
    if (method == null) {
      return medium == Medium.SERIAL ? Framing.RTU : Framing.SOCKET;
    }
    Framing framing =
        switch (method) {
          case "socket", TLS -> Framing.SOCKET;
          case "rtu" -> Framing.RTU;
          case "ascii" -> Framing.ASCII;
          default ->
              throw new UnfitCommandException(
                  "method must be socket, rtu, ascii or tls but is " + method);
        };
    if (framing == Framing.SOCKET && medium == Medium.SERIAL) {
      throw new UnfitCommandException("method socket is not for serial lines");
    }
    return framing;
  }

  private Serial serial() throws UnfitCommandException {
    return new Serial(
        port(),
        parameters.has("baudrate") ? parameters.number("baudrate", 50, 20_000_000) : 19_200,
        parameters.has("bytesize") ? parameters.number("bytesize", 5, 8) : 8,
        parameters.has("stopbits") ? parameters.number("stopbits", 1, 2) : 1,
        parity(parameters.text("parity")),
        Boolean.parseBoolean(parameters.text("handleLocalEcho")));
  }

  private static Parity parity(@Nullable String letter) {
    return switch (String.valueOf(letter).strip().toUpperCase(Locale.ROOT)) {
      case "E" -> Parity.EVEN;
      case "O" -> Parity.ODD;
      default -> Parity.NONE;
    };
  }

  private Order order(String key) {
    return "BIG".equalsIgnoreCase(parameters.text(key)) ? Order.BIG : Order.LITTLE;
  }

  private String host() throws UnfitCommandException {
    String host = parameters.text("host");
    if (host == null || host.isBlank()) {
      throw new UnfitCommandException("params need host");
    }
    return host.strip();
  }

  private int networkPort() throws UnfitCommandException {
    return parameters.has("port") ? parameters.number("port", 1, 65_535) : USUAL_PORT;
  }

  private String port() {
    String port = parameters.text("port");
    return port == null ? Integer.toString(USUAL_PORT) : port.strip();
  }
}
