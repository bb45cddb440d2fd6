package io.tidegate.connector.modbus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilResponse;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterResponse;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.testkit.TestCertificates;
import io.tidegate.testkit.faults.Ports;
import io.tidegate.testkit.faults.ProcessFixture;
import io.tidegate.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same requests to servers of others, over each transport and framing that they speak. */
class PeerWireTest {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Framing.class)
  void readsAndWritesOverTcp(Framing framing) throws Exception {
    Peers.assumePymodbusInstalled();
    int port = Ports.free();
    try (ProcessFixture server = pymodbus("tcp", framing, Integer.toString(port))) {
      assertSpeaks(server, TestWires.tcp(port, framing));
    }
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void readsAndWritesOverUdp(Framing framing) throws Exception {
    Peers.assumePymodbusInstalled();
    int port = Ports.free();
    try (ProcessFixture server = pymodbus("udp", framing, Integer.toString(port))) {
      assertSpeaks(server, TestWires.udp(port, framing));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Framing.class,
      names = {"RTU", "ASCII"})
  void readsAndWritesOverASerialLine(Framing framing) throws Exception {
    Peers.assumePymodbusInstalled();
    Peers.assumeSocatInstalled();
    try (SerialCable cable = SerialCable.plug(folder);
        ProcessFixture server = pymodbus("serial", framing, cable.right())) {
      assertSpeaks(server, TestWires.serial(cable.left(), framing));
    }
  }

  @Test
  void readsAndWritesOverTls() throws Exception {
    Peers.assumePymodbusInstalled();
    TestCertificates authority = TestCertificates.authority(folder, "plant");
    TestCertificates.Identity identity = authority.issue("localhost");
    int port = Ports.free();
    String cert = identity.certFile().toString();
    String key = identity.keyFile().toString();
    try (ProcessFixture server =
        Peers.python("pymodbus_server.py", "tls", "socket", Integer.toString(port), cert, key)) {
      assertSpeaks(server, TestWires.tls(port, TlsSettings.trusting(authority.caFile())));
      assertThatThrownBy(() -> Wires.open(TestWires.tls(port, TlsSettings.verified())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("tls://localhost");
    }
  }

  @Test
  void readsAndWritesAgainstModbusSerial() throws Exception {
    Peers.assumeNpmInstalled();
    int port = Ports.free();
    try (ProcessFixture server = Peers.node("modbus_serial_server.js", Integer.toString(port))) {
      assertSpeaks(server, TestWires.tcp(port, Framing.SOCKET));
    }
  }

  @Test
  void readsAndWritesAgainstJsmodbus() throws Exception {
    Peers.assumeNpmInstalled();
    int port = Ports.free();
    try (ProcessFixture server = Peers.node("jsmodbus_server.js", "tcp", Integer.toString(port))) {
      try (Wire wire = awaitReady(server, TestWires.tcp(port, Framing.SOCKET))) {
        assertReads(wire);
        assertWrites(wire);
        // It answers without data where others refuse.
        assertThatThrownBy(() -> ask(wire, new ReadHoldingRegistersRequest(5000, 1)))
            .hasMessage("unit 1: the answer has 0 bytes of data instead of 2")
            .isInstanceOfSatisfying(
                Refused.class, e -> assertThat(e.code()).isEqualTo(Refused.TOO_SHORT));
      }
    }
  }

  @Test
  void readsAndWritesAgainstJsmodbusOverASerialLine() throws Exception {
    Peers.assumeNpmInstalled();
    Peers.assumeSocatInstalled();
    try (SerialCable cable = SerialCable.plug(folder);
        ProcessFixture server = Peers.node("jsmodbus_server.js", "serial", cable.right());
        Wire wire = awaitReady(server, TestWires.serial(cable.left(), Framing.RTU))) {
      assertReads(wire);
      assertWrites(wire);
    }
  }

  private static ProcessFixture pymodbus(String transport, Framing framing, String place)
      throws IOException {
    return Peers.python(
        "pymodbus_server.py", transport, framing.name().toLowerCase(Locale.ROOT), place);
  }

  private static void assertSpeaks(ProcessFixture server, WireSettings settings) throws Exception {
    try (Wire wire = awaitReady(server, settings)) {
      assertReads(wire);
      assertWrites(wire);
      assertTold(wire);
      assertTurnsAreTaken(wire);
    }
  }

  /** The server needs a while to start. */
  private static Wire awaitReady(ProcessFixture server, WireSettings settings) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> ready(server, settings), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<Wire> ready(ProcessFixture server, WireSettings settings)
      throws InterruptedException {
    assertThat(server.isAlive()).as("%s", server.output()).isTrue();
    Wire wire = null;
    try {
      wire = Wires.open(settings);
      wire.exchange(1, new ReadCoilsRequest(0, 1), Duration.ofMillis(300));
      return Optional.of(wire);
    } catch (IOException | UnitException e) {
      if (wire != null) {
        close(wire);
      }
      return Optional.empty();
    }
  }

  private static void close(Wire wire) {
    try {
      wire.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertReads(Wire wire) throws Exception {
    assertThat(ask(wire, new ReadHoldingRegistersRequest(3, 2)))
        .isEqualTo(new ReadHoldingRegistersResponse(new byte[] {0, 103, 0, 104}));
    assertThat(ask(wire, new ReadInputRegistersRequest(0, 1)))
        .isEqualTo(new ReadInputRegistersResponse(new byte[] {3, (byte) 232}));
    assertThat(ask(wire, new ReadCoilsRequest(0, 10)))
        .isEqualTo(new ReadCoilsResponse(new byte[] {0b0100_1001, 0b10}));
    assertThat(ask(wire, new ReadDiscreteInputsRequest(0, 3)))
        .isEqualTo(new ReadDiscreteInputsResponse(new byte[] {0b010}));
    ReadHoldingRegistersResponse most =
        (ReadHoldingRegistersResponse) ask(wire, new ReadHoldingRegistersRequest(0, 125));
    assertThat(most.registers()).hasSize(250).endsWith(0, 224);
  }

  private static void assertWrites(Wire wire) throws Exception {
    byte[] words = {1, 2, 3, 4, 5, 6};
    assertThat(ask(wire, new WriteMultipleRegistersRequest(200, 3, words)))
        .isEqualTo(new WriteMultipleRegistersResponse(200, 3));
    assertThat(ask(wire, new WriteSingleRegisterRequest(201, 65_535)))
        .isEqualTo(new WriteSingleRegisterResponse(201, 65_535));
    assertThat(ask(wire, new ReadHoldingRegistersRequest(200, 3)))
        .isEqualTo(new ReadHoldingRegistersResponse(new byte[] {1, 2, -1, -1, 5, 6}));
    assertThat(ask(wire, new WriteMultipleCoilsRequest(300, 3, new byte[] {0b101})))
        .isEqualTo(new WriteMultipleCoilsResponse(300, 3));
    assertThat(ask(wire, new WriteSingleCoilRequest(301, 0xFF00)))
        .isEqualTo(new WriteSingleCoilResponse(301, 0xFF00));
    // Coil 303 is on from the beginning.
    assertThat(ask(wire, new ReadCoilsRequest(300, 5)))
        .isEqualTo(new ReadCoilsResponse(new byte[] {0b01111}));
  }

  private static void assertTold(Wire wire) {
    assertThatThrownBy(() -> ask(wire, new ReadHoldingRegistersRequest(5000, 1)))
        .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.code()).isEqualTo(2))
        .hasMessage("unit 1: exception 2 (illegal data address)");
  }

  private static void assertTurnsAreTaken(Wire wire) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> right = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        right.add(threads.submit(ownRegister(wire, i)));
      }
      for (Future<Boolean> each : right) {
        assertThat(each.get()).isTrue();
      }
    }
  }

  private static Callable<Boolean> ownRegister(Wire wire, int address) {
    return () ->
        ask(wire, new ReadHoldingRegistersRequest(address, 1))
            .equals(new ReadHoldingRegistersResponse(new byte[] {0, (byte) (100 + address)}));
  }

  private static Object ask(Wire wire, ModbusRequestPdu request) throws Exception {
    return wire.exchange(1, request, TIMEOUT);
  }
}
