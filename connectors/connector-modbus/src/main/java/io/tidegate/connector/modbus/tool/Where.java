package io.tidegate.connector.modbus.tool;

import io.tidegate.connector.modbus.wire.WireSettings.Medium;
import java.util.Locale;

/** What a user writes to say which line he means. */
sealed interface Where {

  /** A host in a network. */
  record Host(Medium medium, boolean isEncrypted, String name, int port) implements Where {}

  /** A serial port. */
  record Port(String name) implements Where {}

  int MODBUS = 502;
  int MODBUS_SECURITY = 802;

  /** Understands it, or says with an {@link IllegalArgumentException} what it may be. */
  static Where parse(String text) {
    int scheme = text.indexOf("://");
    if (scheme >= 0) {
      String rest = text.substring(scheme + 3);
      return switch (text.substring(0, scheme).toLowerCase(Locale.ROOT)) {
        case "tcp" -> host(Medium.TCP, false, rest, MODBUS);
        case "tls" -> host(Medium.TCP, true, rest, MODBUS_SECURITY);
        case "udp" -> host(Medium.UDP, false, rest, MODBUS);
        case "serial" -> new Port(rest);
        default -> throw unknown(text);
      };
    }
    if (text.startsWith("/") || text.startsWith("\\\\") || text.matches("(?i)COM\\d+")) {
      return new Port(text);
    }
    return host(Medium.TCP, false, text, MODBUS);
  }

  private static Where host(Medium medium, boolean isEncrypted, String text, int usualPort) {
    String rest = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    int bracket = rest.indexOf(']');
    int colon = rest.lastIndexOf(':');
    boolean hasPort = colon > bracket && (bracket >= 0 || rest.indexOf(':') == colon);
    String name = hasPort ? rest.substring(0, colon) : rest;
    if (name.isBlank() || name.contains("/") || name.contains(" ")) {
      throw unknown(text);
    }
    int port = hasPort ? port(rest.substring(colon + 1), text) : usualPort;
    boolean hasBrackets = name.startsWith("[") && name.endsWith("]");
    return new Host(
        medium, isEncrypted, hasBrackets ? name.substring(1, name.length() - 1) : name, port);
  }

  private static int port(String digits, String text) {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException("'%s' has no port of 1 to 65535".formatted(text));
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "'%s' is no place: tcp://HOST:PORT, udp://HOST:PORT, tls://HOST:PORT or a serial port"
            .formatted(text));
  }
}
