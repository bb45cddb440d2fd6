package io.tidegate.thingsboard;

/** Where a server listens. */
public record Server(String host, int port) {

  /** The port that implies TLS, as in the Python gateway. */
  private static final int TLS_PORT = 8883;

  boolean impliesTls() {
    return port == TLS_PORT;
  }

  /** {@code demo.thingsboard.io:8883}. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
