package io.tidegate.connector.modbus.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.facade.ModbusUDPMaster;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.util.BitVector;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.testkit.TestCertificates;
import io.tidegate.testkit.faults.ProcessFixture;
import io.tidegate.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of others at our listeners, over each transport and framing that they speak. */
class PeerListenerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> SAID =
      List.of("[4660,22136,1]", "[65535]", "[true,false,true]", "2");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Framing.class)
  void pymodbusReadsAndWritesOverTcp(Framing framing) throws Exception {
    Peers.assumePymodbusInstalled();
    try (Listener listener = Listeners.open(TestWires.tcp(0, framing), new TestUnit())) {
      assertSaid(pymodbus("tcp", framing, Integer.toString(listener.port())));
    }
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void pymodbusReadsAndWritesOverUdp(Framing framing) throws Exception {
    Peers.assumePymodbusInstalled();
    try (Listener listener = Listeners.open(TestWires.udp(0, framing), new TestUnit())) {
      assertSaid(pymodbus("udp", framing, Integer.toString(listener.port())));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Framing.class,
      names = {"RTU", "ASCII"})
  void pymodbusReadsAndWritesOverASerialLine(Framing framing) throws Exception {
    Peers.assumePymodbusInstalled();
    Peers.assumeSocatInstalled();
    try (SerialCable cable = SerialCable.plug(folder);
        Listener listener =
            Listeners.open(TestWires.serial(cable.left(), framing), new TestUnit())) {
      assertThat(listener.port()).isZero();
      assertSaid(pymodbus("serial", framing, cable.right()));
    }
  }

  @ParameterizedTest
  @CsvSource({"tcp, SOCKET", "rtutcp, RTU"})
  void modbusSerialReadsAndWritesOverTcp(String kind, Framing framing) throws Exception {
    Peers.assumeNpmInstalled();
    try (Listener listener = Listeners.open(TestWires.tcp(0, framing), new TestUnit())) {
      assertSaid(Peers.node("modbus_serial_client.js", kind, Integer.toString(listener.port())));
    }
  }

  @Test
  void modbusSerialReadsAndWritesOverTls() throws Exception {
    Peers.assumeNpmInstalled();
    TestCertificates authority = TestCertificates.authority(folder, "plant");
    TestCertificates.Identity identity = authority.issue("localhost");
    TlsSettings tls =
        TlsSettings.verified().withClientCertificate(identity.certFile(), identity.keyFile());
    try (Listener listener = Listeners.open(TestWires.tls(0, tls), new TestUnit())) {
      String port = Integer.toString(listener.port());
      assertSaid(Peers.node("modbus_serial_client.js", "tls", port, authority.caFile().toString()));
    }
  }

  @ParameterizedTest
  @CsvSource({"rtu, RTU", "ascii, ASCII"})
  void modbusSerialReadsAndWritesOverASerialLine(String kind, Framing framing) throws Exception {
    Peers.assumeNpmInstalled();
    Peers.assumeSocatInstalled();
    try (SerialCable cable = SerialCable.plug(folder);
        Listener listener =
            Listeners.open(TestWires.serial(cable.left(), framing), new TestUnit())) {
      assertThat(listener.port()).isZero();
      assertSaid(Peers.node("modbus_serial_client.js", kind, cable.right()));
    }
  }

  @Test
  void mbpollReadsAndWrites() throws Exception {
    Peers.assumeMbpollInstalled();
    try (Listener listener = Listeners.open(TestWires.tcp(0, Framing.SOCKET), new TestUnit())) {
      String port = Integer.toString(listener.port());
      mbpoll("-m", "tcp", "-p", port, "-a", "3", "-r", "11", "127.0.0.1", "4660", "7");
      assertThat(
              mbpoll("-m", "tcp", "-p", port, "-a", "3", "-r", "11", "-c", "2", "-1", "127.0.0.1"))
          .anyMatch(line -> line.matches("\\[11\\]:\\s+4660"))
          .anyMatch(line -> line.matches("\\[12\\]:\\s+7"));
    }
  }

  @Test
  void mbpollReadsASerialLine() throws Exception {
    Peers.assumeMbpollInstalled();
    Peers.assumeSocatInstalled();
    try (SerialCable cable = SerialCable.plug(folder);
        Listener listener =
            Listeners.open(TestWires.serial(cable.left(), Framing.RTU), new TestUnit())) {
      assertThat(listener.port()).isZero();
      assertThat(
              mbpoll(
                  "-m",
                  "rtu",
                  "-b",
                  "115200",
                  "-P",
                  "none",
                  "-a",
                  "3",
                  "-r",
                  "1",
                  "-c",
                  "3",
                  "-1",
                  cable.right()))
          .anyMatch(line -> line.matches("\\[3\\]:\\s+0"));
    }
  }

  @Test
  void j2modReadsAndWrites() throws Exception {
    try (Listener listener = Listeners.open(TestWires.tcp(0, Framing.SOCKET), new TestUnit())) {
      ModbusTCPMaster master = new ModbusTCPMaster("127.0.0.1", listener.port());
      master.connect();
      master.writeMultipleRegisters(3, 20, new Register[] {new SimpleRegister(4660)});
      assertThat(master.readMultipleRegisters(3, 20, 1)[0].getValue()).isEqualTo(4660);
      BitVector coils = new BitVector(3);
      coils.setBit(1, true);
      master.writeMultipleCoils(3, 30, coils);
      assertThat(master.readCoils(3, 30, 3).getBit(1)).isTrue();
      master.disconnect();
    }
    try (Listener listener = Listeners.open(TestWires.udp(0, Framing.SOCKET), new TestUnit())) {
      ModbusUDPMaster master = new ModbusUDPMaster("127.0.0.1", listener.port());
      master.connect();
      assertThat(master.readMultipleRegisters(3, 0, 5)).hasSize(5);
      master.disconnect();
    }
  }

  private static ProcessFixture pymodbus(String transport, Framing framing, String place)
      throws Exception {
    return Peers.python(
        "pymodbus_client.py", transport, framing.name().toLowerCase(Locale.ROOT), place);
  }

  private static void assertSaid(ProcessFixture client) throws Exception {
    try (client) {
      assertThat(client.awaitExit(PATIENCE)).as("%s", client.output()).isZero();
      assertThat(client.output().stream().map(line -> line.replace(" ", "")))
          .containsExactlyElementsOf(SAID);
    }
  }

  private static List<String> mbpoll(String... arguments) throws Exception {
    try (ProcessFixture client = Peers.mbpoll(arguments)) {
      assertThat(client.awaitExit(PATIENCE)).as("%s", client.output()).isZero();
      return client.output();
    }
  }
}
