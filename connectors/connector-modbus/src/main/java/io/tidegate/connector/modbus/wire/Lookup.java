package io.tidegate.connector.modbus.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Addresses of hosts. */
final class Lookup {

  private Lookup() {}

  /**
   * The addresses of a host, of which there is one at least.
   *
   * @throws IOException if the name is not known now.
   */
  static InetAddress[] of(String host) throws IOException, InterruptedException {
    InetAddress literal = literal(host);
    return literal == null ? resolve(host) : new InetAddress[] {literal};
  }

  private static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The system's resolver blocks, for many seconds if need be; a virtual thread must not. */
  private static InetAddress[] resolve(String host) throws IOException, InterruptedException {
    FutureTask<InetAddress[]> task = new FutureTask<>(() -> InetAddress.getAllByName(host));
    Thread.ofPlatform().daemon().name("lookup " + host).start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IOException("unknown host " + host, e.getCause());
    }
  }
}
