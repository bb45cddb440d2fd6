package io.tidegate.connector.modbus.wire;

import io.tidegate.testkit.RandomCases;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A peer whose register n holds n, and which answers late, twice, in pieces, after noise, with
 * wrong checksums or not at all, as its seed decides.
 */
final class UnreliablePeer implements AutoCloseable {

  private final ServerSocket server;
  private final RequestReader reader;
  private final RandomCases cases;
  private final int latestMillis;
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

  /**
   * Waits for one client.
   *
   * @param latest how late an answer may come.
   */
  UnreliablePeer(RequestReader reader, RandomCases cases, Duration latest) throws IOException {
    this.reader = reader;
    this.cases = cases;
    this.latestMillis = (int) latest.toMillis();
    server = RawPeer.server();
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    try (Socket client = server.accept()) {
      SocketLink.tune(client);
      SocketLink link = new SocketLink(client);
      byte[] chunk = new byte[512];
      for (int length = link.receive(chunk); length >= 0; length = link.receive(chunk)) {
        reader.add(chunk, length);
        for (Request request = reader.next(); request != null; request = reader.next()) {
          answer(request, link);
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void answer(Request request, Link link) {
    byte[] frame = reader.frame(request, new byte[] {3, 2, request.pdu()[1], request.pdu()[2]});
    switch (cases.between(0, 9)) {
      case 0 -> {}
      case 1 -> send(link, frame, cases.between(1, latestMillis));
      case 2 -> {
        send(link, frame, 0);
        send(link, frame, cases.between(0, latestMillis));
      }
      case 3 -> {
        send(link, cases.bytes(20), 0);
        send(link, frame, 0);
      }
      case 4 -> {
        frame[frame.length - 1] ^= 0x10;
        frame[0] ^= 0x10;
        send(link, frame, 0);
      }
      case 5 -> {
        for (byte each : frame) {
          send(link, new byte[] {each}, 0);
        }
      }
      default -> send(link, frame, 0);
    }
  }

  private void send(Link link, byte[] bytes, int afterMillis) {
    var _ =
        later.schedule(
            () -> {
              link.send(bytes);
              return null;
            },
            afterMillis,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    server.close();
    later.shutdownNow();
  }
}
