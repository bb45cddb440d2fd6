package io.tidegate.testkit.faults;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A TCP connection's bad day: stands between a client and a server on the loopback address. */
public final class TcpProxy implements Closeable {

  private static final int CONNECT_MILLIS = 2000;

  private final InetSocketAddress target;
  private final LinkQuality quality = new LinkQuality();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private int port;
  private @Nullable ServerSocket listener;
  private @Nullable Thread acceptor;

  /**
   * Has the port while nobody listens. Otherwise it may become the local port of some connection,
   * in the end of the very one that is tried: then TCP connects it to itself.
   */
  private @Nullable Socket holder;

  /** Listens on a free port and forwards to a port of the loopback address. */
  public TcpProxy(int targetPort) throws IOException {
    this(0, targetPort);
  }

  /** Listens on a port. */
  public TcpProxy(int listenPort, int targetPort) throws IOException {
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
    this.port = listenPort;
    listen();
  }

  /** The port to connect to. */
  public synchronized int port() {
    return port;
  }

  /** Lets every byte arrive this much later, in both directions. */
  public void delay(Duration delay) {
    quality.delay(delay);
  }

  /** Lets no more than this through per second, in each direction. */
  public void throttle(int bytesPerSecond) {
    quality.throttle(bytesPerSecond);
  }

  /** Forwards nothing from now on, and closes nothing: a cable that was pulled. */
  public void halfOpen() {
    quality.stop();
  }

  /** Closes all connections; new ones are welcome. */
  public void cut() {
    connections.forEach(ProxiedConnection::close);
  }

  /** Closes all connections with a reset; new ones are welcome. */
  public void reset() {
    connections.forEach(ProxiedConnection::reset);
  }

  /** Refuses new connections; the ones that are open stay. */
  public synchronized void refuse() throws IOException, InterruptedException {
    if (listener != null) {
      listener.close();
      listener = null;
    }
    // The port is open until the thread that accepts has noticed.
    if (acceptor != null) {
      acceptor.join();
      acceptor = null;
    }
    if (holder == null) {
      Socket unconnected = new Socket();
      unconnected.setReuseAddress(true);
      unconnected.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      holder = unconnected;
    }
  }

  /** Forwards at once and in full again, and listens again on the same port. */
  public void restore() throws IOException {
    quality.restore();
    listen();
  }

  /** The number of connections that are open. */
  public int connections() {
    return connections.size();
  }

  private synchronized void listen() throws IOException {
    if (listener == null) {
      letGo();
      ServerSocket socket = port == 0 ? Ports.listen(TcpProxy::listening) : listening(port);
      port = socket.getLocalPort();
      listener = socket;
      acceptor = Thread.ofVirtual().name("tcp-proxy-" + port).start(() -> acceptAll(socket));
    }
  }

  private static ServerSocket listening(int on) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), on));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  private void letGo() throws IOException {
    if (holder != null) {
      holder.close();
      holder = null;
    }
  }

  private void acceptAll(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        forward(socket.accept());
      } catch (IOException e) {
        // The listener was closed, or the target is away: then the client sees its connection end.
      }
    }
  }

  private void forward(Socket client) throws IOException {
    Socket server = new Socket();
    try {
      server.connect(target, CONNECT_MILLIS);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    ProxiedConnection connection = new ProxiedConnection(client, server, quality);
    connections.add(connection);
    connection.start(() -> connections.remove(connection));
  }

  @Override
  public void close() throws IOException {
    quality.restore();
    try {
      refuse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cut();
    synchronized (this) {
      letGo();
    }
  }
}
