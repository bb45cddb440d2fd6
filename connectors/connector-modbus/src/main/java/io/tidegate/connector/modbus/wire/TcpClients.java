package io.tidegate.connector.modbus.wire;

import java.io.IOException;
import java.net.Socket;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocket;

/** The clients that are connected; each has a virtual thread of its own. */
final class TcpClients {

  /** More clients than that at once are connections that were forgotten. */
  static final int MOST = 64;

  private static final int HANDSHAKE_MILLIS = 10_000;

  private final WireSettings settings;
  private final Service service;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  TcpClients(WireSettings settings, Service service) {
    this.settings = settings;
    this.service = service;
  }

  /** Serves one more, from now on. */
  void add(Socket socket) {
    makeRoom();
    Client client = new Client(socket);
    clients.add(client);
    if (closed) {
      client.end();
    }
    Thread.ofVirtual().name("modbus client").start(() -> serve(client));
  }

  /** The one that has been silent longest gives way (Modbus messaging on TCP/IP 1.0b, 4.2.1.1). */
  private void makeRoom() {
    if (clients.size() >= MOST) {
      clients.stream()
          .min(Comparator.comparingLong(Client::lastHeard))
          .ifPresent(idle -> {
            clients.remove(idle);
            idle.end();
          });
    }
  }

  private void serve(Client client) {
    try {
      client.shakeHands();
      service.serve(
          new SocketLink(client.socket),
          RequestReader.of(settings.framing()),
          client,
          client.name());
    } catch (IOException e) {
      // It has gone, or does not speak Modbus; others are served.
    } finally {
      clients.remove(client);
      client.end();
    }
  }

  /** Ends them all, and those that come. */
  void close() {
    closed = true;
    clients.forEach(Client::end);
  }

  /** A connection. When it was heard last decides who gives way. */
  private static final class Client implements Quiet {

    private final Socket socket;
    private volatile long lastHeard = System.nanoTime();

    private Client(Socket socket) {
      this.socket = socket;
    }

    private void shakeHands() throws IOException {
      SocketLink.tune(socket);
      if (socket instanceof SSLSocket secure) {
        secure.setSoTimeout(HANDSHAKE_MILLIS);
        secure.startHandshake();
        secure.setSoTimeout(0);
      }
    }

    private long lastHeard() {
      return lastHeard;
    }

    private String name() {
      return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    }

    @Override
    public void heard() {
      lastHeard = System.nanoTime();
    }

    private void end() {
      try {
        socket.close();
      } catch (IOException e) {
        // It is of no use any more either way.
      }
    }
  }
}
