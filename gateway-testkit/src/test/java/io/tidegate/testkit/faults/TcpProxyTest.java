package io.tidegate.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

  private ServerSocket echo;
  private TcpProxy proxy;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::echoAll);
    proxy = new TcpProxy(echo.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  private void echoAll() {
    while (!echo.isClosed()) {
      try {
        Socket client = echo.accept();
        Thread.ofVirtual().start(() -> echo(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static int roundTrip(Socket socket, int value) throws IOException {
    socket.getOutputStream().write(value);
    return socket.getInputStream().read();
  }

  @Test
  void forwardsBothWays() throws IOException {
    try (Socket socket = connect()) {
      assertThat(roundTrip(socket, 7)).isEqualTo(7);
      socket.shutdownOutput();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    await().until(() -> proxy.connections() == 0);
  }

  @Test
  void delaysEveryByte() throws IOException {
    proxy.delay(Duration.ofMillis(100));
    try (Socket socket = connect()) {
      long start = System.nanoTime();
      assertThat(roundTrip(socket, 7)).isEqualTo(7);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }
  }

  @Test
  void letsNoMoreThroughThanAllowed() throws IOException {
    proxy.throttle(10_000);
    try (Socket socket = connect()) {
      long start = System.nanoTime();
      socket.getOutputStream().write(new byte[3000]);
      assertThat(socket.getInputStream().readNBytes(3000)).hasSize(3000);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(250));
    }
  }

  @Test
  void halfOpenIsSilenceAndNoEnd() throws IOException {
    try (Socket socket = connect()) {
      assertThat(roundTrip(socket, 1)).isEqualTo(1);
      proxy.halfOpen();
      socket.setSoTimeout(100);
      assertThatThrownBy(() -> roundTrip(socket, 2)).isInstanceOf(SocketTimeoutException.class);

      proxy.restore();
      socket.setSoTimeout(20_000);
      assertThat(socket.getInputStream().read()).isEqualTo(2);
    }
  }

  @Test
  void cutsAndWelcomesAgain() throws IOException {
    try (Socket socket = connect()) {
      assertThat(roundTrip(socket, 1)).isEqualTo(1);
      proxy.cut();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    try (Socket socket = connect()) {
      assertThat(roundTrip(socket, 2)).isEqualTo(2);
    }
  }

  @Test
  void refusesUntilRestored() throws Exception {
    int port = proxy.port();
    proxy.refuse();
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);

    // Nobody else can have the port meanwhile, or it could not be listened on again.
    try (ServerSocket other = new ServerSocket()) {
      InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      other.setReuseAddress(false);
      assertThatThrownBy(() -> other.bind(taken)).isInstanceOf(BindException.class);
    }

    proxy.restore();
    assertThat(proxy.port()).isEqualTo(port);
    try (Socket socket = connect()) {
      assertThat(roundTrip(socket, 2)).isEqualTo(2);
    }
  }
}
