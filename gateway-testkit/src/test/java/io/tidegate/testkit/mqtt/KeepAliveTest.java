package io.tidegate.testkit.mqtt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testkit.broker.EmbeddedBroker;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class KeepAliveTest {

  private static final int DISCONNECT = 0xE0;

  // MQTT 5, section 3.1.2.10: after one and a half times the keep-alive.
  @Test
  void aSilentClientIsToldAndDisconnected() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker(0);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
      client.setSoTimeout(20_000);
      client.getOutputStream().write(connectWithKeepAliveOfOneSecond());

      assertThat(client.getInputStream().readAllBytes())
          .startsWith(0x20)
          .endsWith(DISCONNECT, 2, ReasonCode.KEEP_ALIVE_TIMEOUT, 0);
    }
  }

  private static byte[] connectWithKeepAliveOfOneSecond() {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.writeBytes(new byte[] {0x10, 14, 0, 4});
    packet.writeBytes("MQTT".getBytes(US_ASCII));
    packet.writeBytes(new byte[] {5, 2, 0, 1, 0, 0, 1, 'x'});
    return packet.toByteArray();
  }
}
