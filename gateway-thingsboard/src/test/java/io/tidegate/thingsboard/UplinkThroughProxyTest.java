package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.Gateways.NO_DOWNLINKS;
import static io.tidegate.thingsboard.Gateways.settings;
import static io.tidegate.thingsboard.Records.record;
import static io.tidegate.thingsboard.Records.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.Delivery.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UplinkThroughProxyTest {

  private final Queue<String> requests = new ConcurrentLinkedQueue<>();

  @Test
  void anHttpProxyIsAskedToConnect() throws Exception {
    try (ThingsBoardStandIn platform = new ThingsBoardStandIn();
        ServerSocket proxy = new ServerSocket(0)) {
      Thread.ofVirtual().start(() -> serve(proxy));
      ThingsBoardSettings settings =
          settings(platform).withProxy(new Server("127.0.0.1", proxy.getLocalPort()));
      try (Delivery delivery = new ThingsBoardUplink(settings).open(NO_DOWNLINKS)) {
        assertThat(delivery.send(List.of(record("A", 1, series("t", 1)))).await())
            .isInstanceOf(Outcome.Accepted.class);
      }
      assertThat(requests)
          .singleElement()
          .asString()
          .startsWith("CONNECT 127.0.0.1:" + platform.port());
    }
  }

  private void serve(ServerSocket proxy) {
    try (Socket client = proxy.accept()) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      String request = in.readLine();
      requests.add(request);
      while (!in.readLine().isEmpty()) {
        // Headers say nothing that matters here.
      }
      int port = Integer.parseInt(request.split(" ", -1)[1].split(":", -1)[1]);
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
        OutputStream out = client.getOutputStream();
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        Thread.ofVirtual().start(() -> copy(client, server));
        server.getInputStream().transferTo(out);
      }
    } catch (IOException e) {
      requests.add("broken: " + e);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // The other direction has ended.
    }
  }
}
