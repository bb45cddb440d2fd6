package io.tidegate.testkit.faults;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports. None is of those that systems give to the near end of a connection, from 32768 on: a
 * port would be taken while its server is away, in the end by the very connection that looks for
 * the server, and TCP would connect that to itself.
 */
public final class Ports {

  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int ATTEMPTS = 100;

  private Ports() {}

  /** Listens on a port. */
  @FunctionalInterface
  public interface Listening<T> {
    T on(int port) throws IOException;
  }

  /** A port of the loopback address that was free a moment ago. */
  public static int free() throws IOException {
    return listen(port -> {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    });
  }

  /**
   * Listens on a free port.
   *
   * @param listening throws {@code BindException} where somebody else was quicker.
   */
  public static <T> T listen(Listening<T> listening) throws IOException {
    BindException last = new BindException("not tried");
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        return listening.on(ThreadLocalRandom.current().nextInt(FIRST, LAST));
      } catch (BindException e) {
        last = e;
      }
    }
    throw last;
  }
}
