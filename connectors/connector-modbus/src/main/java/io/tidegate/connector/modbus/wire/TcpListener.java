package io.tidegate.connector.modbus.wire;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.tls.TlsSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Serves clients over TCP, encrypted or not; each has a virtual thread of its own. */
final class TcpListener implements Listener {

  /** More clients than that at once are connections that were forgotten. */
  static final int MOST_CLIENTS = 64;

  private static final int HANDSHAKE_MILLIS = 10_000;
  private static final int PAUSE_MILLIS = 100;
  private static final int CLOSE_MILLIS = 1000;

  private final WireSettings settings;
  private final Service service;
  private final ServerSocket server;
  private final int port;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final Ending ending = new Ending();
  private final Thread acceptor;

  private TcpListener(WireSettings settings, Service service, ServerSocket server) {
    this.settings = settings;
    this.service = service;
    this.server = server;
    this.acceptor =
        Thread.ofVirtual().name("modbus server " + settings.place()).unstarted(this::accept);
    port = server.getLocalPort();
  }

  static Listener open(WireSettings settings, Service service) throws IOException {
    TlsSettings tls = settings.tls();
    ServerSocket server = tls == null ? new ServerSocket() : secured(tls);
    try {
      server.bind(new InetSocketAddress(settings.host(), settings.port()));
    } catch (IOException e) {
      server.close();
      throw new IOException("can't listen at " + settings.place() + ": " + e.getMessage(), e);
    }
    TcpListener listener = new TcpListener(settings, service, server);
    listener.acceptor.start();
    return listener;
  }

  private static ServerSocket secured(TlsSettings tls) throws IOException {
    if (tls.certFile() == null) {
      throw new ConfigurationException("a server with TLS needs a certificate and its key");
    }
    SSLServerSocket server =
        (SSLServerSocket) tls.sslContext().getServerSocketFactory().createServerSocket();
    server.setNeedClientAuth(tls.caFile() != null);
    return server;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        makeRoom();
        Client client = new Client(socket);
        clients.add(client);
        if (server.isClosed()) {
          client.end();
        }
        Thread.ofVirtual().name("modbus client").start(() -> serve(client));
      } catch (IOException e) {
        // Too many open files, or closed; the one passes and the other ends the loop.
        pause();
      }
    }
  }

  private void pause() {
    try {
      if (!server.isClosed()) {
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The one that has been silent longest gives way (Modbus messaging on TCP/IP 1.0b, 4.2.1.1). */
  private void makeRoom() {
    if (clients.size() >= MOST_CLIENTS) {
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
      client.socket.setSoTimeout(HANDSHAKE_MILLIS);
      if (client.socket instanceof SSLSocket secure) {
        secure.startHandshake();
      }
      client.socket.setSoTimeout(0);
      SocketLink.tune(client.socket);
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

  @Override
  public int port() {
    return port;
  }

  @Override
  public void awaitEnd() throws IOException, InterruptedException {
    ending.await();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
    clients.forEach(Client::end);
    awaitAcceptor();
    ending.reached();
  }

  /** The port is free for the next listener only once nobody accepts any more. */
  private void awaitAcceptor() {
    try {
      acceptor.join(Duration.ofMillis(CLOSE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A connection. Its clock of silence decides who gives way. */
  private static final class Client implements Quiet {

    private final Socket socket;
    private volatile long lastHeard = System.nanoTime();

    private Client(Socket socket) {
      this.socket = socket;
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
