package io.tidegate.connector.modbus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import io.tidegate.connector.ConfigurationException;
import io.tidegate.connector.modbus.wire.UnitException.NoAnswer;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.testkit.TestCertificates;
import io.tidegate.tls.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Listeners and clients that do not behave. */
@Timeout(60)
class ListenerTest {

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final ReadHoldingRegistersRequest TWO = new ReadHoldingRegistersRequest(10, 2);
  private static final ReadHoldingRegistersResponse ZEROS =
      new ReadHoldingRegistersResponse(new byte[4]);

  @TempDir Path folder;

  @Test
  void whatIsNoModbusTcpEndsItsConnectionAlone() throws Exception {
    try (Listener listener = tcp();
        Wire wire = wire(listener)) {
      try (Socket bad = connect(listener)) {
        send(bad, "47 45 54 20 2f 20 48 54 54 50");
        assertThat(bad.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(wire.exchange(3, TWO, TIMEOUT)).isEqualTo(ZEROS);
    }
  }

  @Test
  void requestsInPiecesAndSeveralAtOnceAreAnsweredInTheirOrder() throws Exception {
    try (Listener listener = tcp();
        Socket client = connect(listener)) {
      send(client, "00 01 00 00 00 06 03");
      send(client, "03 00 00 00 01 00 02 00 00 00 06 03 03 00 01 00 01");
      assertThat(read(client, 22))
          .isEqualTo("00 01 00 00 00 05 03 03 02 00 00 00 02 00 00 00 05 03 03 02 00 00");
    }
  }

  @Test
  void anUnknownFunctionAndAHandlerThatFailsAreAnsweredWithExceptions() throws Exception {
    try (Listener listener = tcp();
        Socket client = connect(listener)) {
      send(client, "00 01 00 00 00 02 03 65");
      assertThat(read(client, 9)).endsWith("03 e5 01");
      send(client, "00 02 00 00 00 02 03 42");
      assertThat(read(client, 9)).endsWith("03 c2 04");
      send(client, "00 03 00 00 00 05 03 2b 0e 01 00");
      assertThat(read(client, 14)).endsWith("03 2b 0e 01 01 00 00 00");
    }
  }

  @Test
  void aUnitThatIsNotOursGetsNoAnswer() throws Exception {
    try (Listener listener = tcp();
        Wire wire = wire(listener)) {
      assertThatThrownBy(() -> wire.exchange(9, TWO, Duration.ofMillis(100)))
          .isInstanceOf(NoAnswer.class);
      assertThat(wire.exchange(3, TWO, TIMEOUT)).isEqualTo(ZEROS);
    }
  }

  @Test
  void theClientThatWasSilentLongestGivesWayToA65th() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (Listener listener = tcp()) {
      for (int i = 0; i < TcpClients.MOST; i++) {
        clients.add(connect(listener));
        assertServed(clients.get(i));
      }
      assertServed(clients.getFirst());
      try (Socket last = connect(listener)) {
        assertServed(last);
        assertServed(clients.getFirst());
        assertThat(clients.get(1).getInputStream().read()).isEqualTo(-1);
      }
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void closingEndsTheClientsToo() throws Exception {
    Listener listener = tcp();
    try (Socket client = connect(listener)) {
      assertServed(client);
      listener.close();
      listener.awaitEnd();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThatThrownBy(() -> connect(listener)).isInstanceOf(IOException.class);
    }
    WireSettings samePort = TestWires.tcp(listener.port(), Framing.SOCKET);
    try (Listener again = Listeners.open(samePort, new TestUnit())) {
      assertThat(again.port()).isEqualTo(listener.port());
    }
  }

  @Test
  void aPortThatIsTakenIsTold() throws Exception {
    try (Listener listener = tcp()) {
      assertThatThrownBy(
              () -> Listeners.open(TestWires.tcp(listener.port(), Framing.RTU), new TestUnit()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("can't listen at tcp://127.0.0.1:" + listener.port());
    }
  }

  @Test
  void withAnAuthorityOnlyItsClientsAreServed() throws Exception {
    TestCertificates authority = TestCertificates.authority(folder, "plant");
    TestCertificates.Identity server = authority.issue("localhost");
    TestCertificates.Identity client = authority.issue("scada");
    TlsSettings tls =
        TlsSettings.trusting(authority.caFile())
            .withClientCertificate(server.certFile(), server.keyFile());
    TlsSettings known =
        TlsSettings.trusting(authority.caFile())
            .withClientCertificate(client.certFile(), client.keyFile());
    try (Listener listener = Listeners.open(TestWires.tls(0, tls), new TestUnit())) {
      try (Wire wire = Wires.open(TestWires.tls(listener.port(), known))) {
        assertThat(wire.exchange(3, TWO, TIMEOUT)).isEqualTo(ZEROS);
      }
      assertThatThrownBy(
              () -> {
                // TLS 1.3 tells a client without certificate only when it reads.
                try (Wire wire =
                    Wires.open(
                        TestWires.tls(listener.port(), TlsSettings.trusting(authority.caFile())))) {
                  wire.exchange(3, TWO, TIMEOUT);
                }
              })
          .isInstanceOf(IOException.class);
    }
    assertThatThrownBy(
            () -> Listeners.open(TestWires.tls(0, TlsSettings.verified()), new TestUnit()))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void aServerUnderAnotherNameIsNotSpokenTo_unlessToldTo() throws Exception {
    TestCertificates authority = TestCertificates.authority(folder, "plant");
    TestCertificates.Identity other = authority.issue("other.example");
    TlsSettings server =
        TlsSettings.verified().withClientCertificate(other.certFile(), other.keyFile());
    TlsSettings insecure = new TlsSettings(null, null, null, null, true);
    try (Listener listener = Listeners.open(TestWires.tls(0, server), new TestUnit())) {
      WireSettings verifying =
          TestWires.tls(listener.port(), TlsSettings.trusting(authority.caFile()));
      assertThatThrownBy(() -> Wires.open(verifying))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("localhost");
      try (Wire wire = Wires.open(TestWires.tls(listener.port(), insecure))) {
        assertThat(wire.exchange(3, TWO, TIMEOUT)).isEqualTo(ZEROS);
      }
    }
  }

  @Test
  void onASharedLineOnlyOwnRequestsAreAnswered() throws Exception {
    Peers.assumeSocatInstalled();
    try (SerialCable cable = SerialCable.plug(folder);
        RawPeer line = RawPeer.at(cable.right());
        Listener listener =
            Listeners.open(TestWires.serial(cable.left(), Framing.RTU), new TestUnit())) {
      assertThat(listener.port()).isZero();
      // Another unit is asked and answers, with noise between.
      line.send(RawPeer.rtu(9, "03 00 00 00 03"));
      line.send(RawPeer.rtu(9, "03 06 00 01 00 02 00 03"));
      line.send("00 ff");
      line.send(RawPeer.rtu(3, "03 00 0a 00 01"));
      assertThat(line.awaitRequest()).isEqualTo(RawPeer.rtu(3, "03 02 00 00"));
      // A broadcast is carried out and not answered.
      line.send(RawPeer.rtu(0, "06 00 0a 00 07"));
      line.send(RawPeer.rtu(3, "03 00 0a 00 01"));
      assertThat(line.awaitRequest()).isEqualTo(RawPeer.rtu(3, "03 02 00 07"));
      assertThat(line.isUnasked()).isTrue();
    }
  }

  @Test
  void anUnknownFunctionIsRefusedThoughItComesByteByByte() throws Exception {
    try (Listener listener = Listeners.open(TestWires.tcp(0, Framing.RTU), new TestUnit());
        Socket client = connect(listener)) {
      client.setTcpNoDelay(true);
      for (byte each : RawPeer.rtu(3, "65 03 03 10 00 07")) {
        client.getOutputStream().write(each);
      }
      assertThat(HEX.parseHex(read(client, 5))).isEqualTo(RawPeer.rtu(3, "e5 01"));
    }
  }

  @Test
  void aFrameThatBreaksOffDoesNotSwallowTheNextOne() throws Exception {
    try (Listener listener = Listeners.open(TestWires.tcp(0, Framing.RTU), new TestUnit());
        Socket client = connect(listener)) {
      // It promises 100 bytes; the client repeats its request after a while, as clients do.
      send(client, "03 10 00 00 00 32 64 00 01");
      client.setSoTimeout(600);
      assertThatThrownBy(() -> read(client, 1)).isInstanceOf(SocketTimeoutException.class);
      client.setSoTimeout(10_000);
      client.getOutputStream().write(RawPeer.rtu(3, "03 00 00 00 01"));
      assertThat(HEX.parseHex(read(client, 7))).isEqualTo(RawPeer.rtu(3, "03 02 00 00"));
    }
  }

  @Test
  void aSerialPortThatIsUnpluggedEndsTheListener() throws Exception {
    Peers.assumeSocatInstalled();
    try (SerialCable cable = SerialCable.plug(folder);
        Listener listener =
            Listeners.open(TestWires.serial(cable.left(), Framing.RTU), new TestUnit())) {
      cable.unplug();
      assertThatThrownBy(listener::awaitEnd)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is gone");
    }
  }

  @Test
  void ourOwnWiresAreServedOverEveryFraming() throws Exception {
    for (Framing framing : Framing.values()) {
      try (Listener tcp = Listeners.open(TestWires.tcp(0, framing), new TestUnit());
          Listener udp = Listeners.open(TestWires.udp(0, framing), new TestUnit());
          Wire overTcp = Wires.open(TestWires.tcp(tcp.port(), framing));
          Wire overUdp = Wires.open(TestWires.udp(udp.port(), framing))) {
        for (Wire wire : List.of(overTcp, overUdp)) {
          assertThat(wire.exchange(3, TWO, TIMEOUT)).isEqualTo(ZEROS);
          wire.exchange(3, new WriteSingleRegisterRequest(11, 258), TIMEOUT);
          assertThat(wire.exchange(3, TWO, TIMEOUT))
              .isEqualTo(new ReadHoldingRegistersResponse(new byte[] {0, 0, 1, 2}));
          assertThatThrownBy(
                  () -> wire.exchange(3, new ReadHoldingRegistersRequest(99, 2), TIMEOUT))
              .isInstanceOf(Refused.class);
        }
      }
    }
  }

  @Test
  void whereNobodyListensOverUdpTheWireIsLost() throws Exception {
    Listener listener = Listeners.open(TestWires.udp(0, Framing.SOCKET), new TestUnit());
    listener.close();
    try (Wire wire = Wires.open(TestWires.udp(listener.port(), Framing.SOCKET))) {
      assertThatThrownBy(() -> wire.exchange(3, TWO, TIMEOUT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("nobody listens there");
    }
  }

  private static Listener tcp() throws IOException {
    return Listeners.open(TestWires.tcp(0, Framing.SOCKET), new TestUnit());
  }

  private static Wire wire(Listener listener) throws Exception {
    return Wires.open(TestWires.tcp(listener.port(), Framing.SOCKET));
  }

  private static Socket connect(Listener listener) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void assertServed(Socket client) throws IOException {
    send(client, "00 01 00 00 00 06 03 03 00 00 00 01");
    assertThat(read(client, 11)).isEqualTo("00 01 00 00 00 05 03 03 02 00 00");
  }

  private static void send(Socket client, String hex) throws IOException {
    client.getOutputStream().write(HEX.parseHex(hex));
  }

  private static String read(Socket client, int length) throws IOException {
    InputStream in = client.getInputStream();
    return HEX.formatHex(in.readNBytes(length));
  }
}
