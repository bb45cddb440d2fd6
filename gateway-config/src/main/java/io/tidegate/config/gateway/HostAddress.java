package io.tidegate.config.gateway;

import io.tidegate.config.Doc;
import io.tidegate.config.FromText;
import io.tidegate.config.Range;
import org.jspecify.annotations.Nullable;

/** A server, as {@code host}, {@code host:port}, {@code [2001:db8::1]:1883} or an object. */
public record HostAddress(
    @Doc("Host name or address.") String host,
    @Doc("Port; without it, that of the section.") @Range(min = 1, max = 65535)
        @Nullable Integer port) {

  public HostAddress {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host is empty");
    }
  }

  /** Reads the text form. */
  @FromText("a host name with an optional port (`host` or `host:port`)")
  public static HostAddress parse(String text) {
    String address = text.strip();
    if (address.contains("/")) {
      throw new IllegalArgumentException("it has no scheme and no path");
    }
    return address.startsWith("[") ? bracketed(address) : plain(address);
  }

  private static HostAddress plain(String address) {
    int colon = address.indexOf(':');
    boolean isHost = colon < 0 || colon != address.lastIndexOf(':');
    return isHost
        ? new HostAddress(address, null)
        : new HostAddress(address.substring(0, colon), port(address.substring(colon + 1)));
  }

  private static HostAddress bracketed(String address) {
    int end = address.indexOf(']');
    if (end < 0) {
      throw new IllegalArgumentException("the closing `]` is missing");
    }
    String host = address.substring(1, end);
    String rest = address.substring(end + 1);
    if (rest.isEmpty()) {
      return new HostAddress(host, null);
    }
    return new HostAddress(host, port(rest.startsWith(":") ? rest.substring(1) : rest));
  }

  /** The same with a port in any case. */
  public HostAddress withDefaultPort(int defaultPort) {
    return port == null ? new HostAddress(host, defaultPort) : this;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Told below, as a number out of range is.
    }
    throw new IllegalArgumentException("the port must be 1..65535 but is \"" + text + '"');
  }
}
