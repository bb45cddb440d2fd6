package io.tidegate.connector.modbus.wire;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.tls.TlsSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import javax.net.ssl.SSLServerSocket;

/** Serves clients over TCP, encrypted or not. */
final class TcpListener implements Listener {

  private static final int PAUSE_MILLIS = 100;

  private final ServerSocket server;
  private final int port;
  private final TcpClients clients;
  private final Ending ending = new Ending();

  private TcpListener(WireSettings settings, Service service, ServerSocket server) {
    this.server = server;
    clients = new TcpClients(settings, service);
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
    Thread.ofVirtual().name("modbus server " + settings.place()).start(listener::accept);
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
        clients.add(server.accept());
      } catch (IOException e) {
        // Too many open files, or closed; the one passes and the other ends the loop.
        pause();
      }
    }
    ending.reached();
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
    clients.close();
    ending.awaitShortly();
  }
}
