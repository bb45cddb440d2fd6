package io.tidegate.connector.modbus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.support.Alarms;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Peers that close connections on which nothing happens. */
class ReopeningWireTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final ReadHoldingRegistersRequest TWO = new ReadHoldingRegistersRequest(100, 2);
  private static final String GOOD = "03 04 00 01 00 02";

  private ServerSocket server;
  private final AtomicReference<LinkWire> latest = new AtomicReference<>();
  private Wire wire;

  @BeforeEach
  void connect() throws Exception {
    server = RawPeer.server();
    wire = new ReopeningWire(this::open);
  }

  private LinkWire open() throws IOException, InterruptedException {
    WireSettings settings = TestWires.tcp(server.getLocalPort(), Framing.SOCKET);
    LinkWire opened =
        Wires.open(settings, new Alarms("test"), LoggerFactory.getLogger(getClass()), LONG);
    latest.set(opened);
    return opened;
  }

  @AfterEach
  void disconnect() throws IOException {
    wire.close();
    server.close();
  }

  @Test
  void aConnectionThatWasClosedWhileIdleIsOpenedAgainWithTheNextRequest() throws Exception {
    try (RawPeer first = RawPeer.accept(server)) {
      assertAnswered(first);
    }
    await().until(() -> latest.get().isLostIdle());
    Asking asking = Asking.of(wire, 3, TWO, LONG);
    try (RawPeer second = RawPeer.accept(server)) {
      second.send(RawPeer.answer(second.awaitRequest(), 3, GOOD));
      asking.assertRegisters(0, 1, 0, 2);
      assertAnswered(second);
    }
  }

  @Test
  void aConnectionThatEndsInMidRequestIsLost() throws Exception {
    Asking asking = Asking.of(wire, 3, TWO, LONG);
    try (RawPeer peer = RawPeer.accept(server)) {
      peer.awaitRequest();
    }
    assertThat(asking.failure()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> wire.exchange(3, TWO, LONG)).isInstanceOf(IOException.class);
  }

  @Test
  void itIsLostIfItCanNotBeOpenedAgain() throws Exception {
    RawPeer.accept(server).close();
    server.close();
    await().until(() -> latest.get().isLostIdle());
    assertThatThrownBy(() -> wire.exchange(3, TWO, LONG)).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsClosedStaysClosed() throws Exception {
    wire.close();
    assertThatThrownBy(() -> wire.exchange(3, TWO, LONG)).isInstanceOf(IOException.class);
  }

  private void assertAnswered(RawPeer peer) throws Exception {
    Asking asking = Asking.of(wire, 3, TWO, LONG);
    peer.send(RawPeer.answer(peer.awaitRequest(), 3, GOOD));
    asking.assertRegisters(0, 1, 0, 2);
  }
}
