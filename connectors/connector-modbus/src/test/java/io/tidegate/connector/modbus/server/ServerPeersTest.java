package io.tidegate.connector.modbus.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.modbus.wire.Peers;
import io.tidegate.connector.modbus.wire.SerialCable;
import io.tidegate.data.Value;
import io.tidegate.testkit.TestCertificates;
import io.tidegate.testkit.faults.Ports;
import io.tidegate.testkit.faults.ProcessFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of others write and read; what they write is reported. */
class ServerPeersTest {

  @TempDir private Path folder;

  @BeforeEach
  void peersAreThere() {
    Peers.assumePymodbusInstalled();
    Peers.assumeMbpollInstalled();
    Peers.assumeSocatInstalled();
    Peers.assumeNpmInstalled();
  }

  private static void check(Served served, ProcessFixture client) throws Exception {
    assertThat(client.awaitExit(Served.PATIENCE)).as("%s", client.output()).isZero();
    assertThat(client.output())
        .map(line -> line.replace(" ", ""))
        .containsExactly("[4660,22136,1]", "[65535]", "[true,false,true]", "2");
    served.awaitReport(
        Map.of(
            "long", new Value.Int(0x12345678),
            "word", new Value.Real(6553.5),
            "coils", new Value.Json("[true,false,true]")));
  }

  @ParameterizedTest
  @CsvSource({"tcp, socket", "tcp, rtu", "tcp, ascii", "udp, socket"})
  void pymodbusInANetwork(String type, String method) throws Exception {
    int port = Ports.free();
    String line = "'type': '%s', 'method': '%s', ".formatted(type, method);
    try (Served served = Served.start(Served.tcp(port, line + Served.VALUES))) {
      check(served, Peers.python("pymodbus_client.py", type, method, "" + port));
    }
  }

  @ParameterizedTest
  @CsvSource({"tcp, socket", "rtutcp, rtu"})
  void modbusSerialInANetwork(String kind, String method) throws Exception {
    int port = Ports.free();
    String line = "'method': '%s', ".formatted(method);
    try (Served served = Served.start(Served.tcp(port, line + Served.VALUES))) {
      check(served, Peers.node("modbus_serial_client.js", kind, "" + port));
    }
  }

  @Test
  void bothWithTls() throws Exception {
    TestCertificates authority = TestCertificates.authority(folder, "ca");
    TestCertificates.Identity server = authority.issue("localhost");
    int port = Ports.free();
    String line =
        "'method': 'tls', 'security': {'certfile': '%s', 'keyfile': '%s'}, "
            .formatted(server.certFile(), server.keyFile());
    try (Served served = Served.start(Served.tcp(port, line + Served.VALUES))) {
      String ca = authority.caFile().toString();
      check(served, Peers.node("modbus_serial_client.js", "tls", "" + port, ca));
    }
    try (Served served = Served.start(Served.tcp(port, line + Served.VALUES))) {
      String ca = authority.caFile().toString();
      check(served, Peers.python("pymodbus_client.py", "tls", "socket", "" + port, ca));
    }
  }

  @ParameterizedTest
  @CsvSource({"rtu, python", "rtu, node", "ascii, python", "ascii, node"})
  void bothOverASerialLine(String method, String program) throws Exception {
    try (SerialCable cable = SerialCable.plug(folder);
        Served served = Served.start(serial(cable, method))) {
      check(
          served,
          program.equals("python")
              ? Peers.python("pymodbus_client.py", "serial", method, cable.right())
              : Peers.node("modbus_serial_client.js", method, cable.right()));
    }
  }

  private static String serial(SerialCable cable, String method) {
    return "'type': 'serial', 'method': '%s', 'port': '%s', 'baudrate': 115200, "
            .formatted(method, cable.left())
        + Served.VALUES;
  }

  @Test
  void mbpollInANetwork() throws Exception {
    int port = Ports.free();
    try (Served served = Served.start(Served.tcp(port, Served.VALUES))) {
      ProcessFixture write = mbpoll("-m", "tcp", "-p", "" + port, "-r", "12", "127.0.0.1", "42");
      assertThat(write.awaitExit(Served.PATIENCE)).as("%s", write.output()).isZero();
      served.awaitReport(Map.of("word", new Value.Real(4.2)));
      ProcessFixture read =
          mbpoll("-m", "tcp", "-p", "" + port, "-1", "-r", "10", "-c", "3", "127.0.0.1");
      assertThat(read.awaitExit(Served.PATIENCE)).as("%s", read.output()).isZero();
      assertThat(String.join("\n", read.output())).contains("[11]: \t7", "[12]: \t42");
    }
  }

  // On a serial line the other units answer for themselves.
  @Test
  void mbpollOverASerialLineWhereOnlyTheOwnUnitAnswers() throws Exception {
    try (SerialCable cable = SerialCable.plug(folder);
        Served _ = Served.start(serial(cable, "rtu"))) {
      String port = cable.right();
      ProcessFixture own =
          mbpoll("-m", "rtu", "-b", "115200", "-P", "none", "-a", "3", "-1", "-r", "11", port);
      assertThat(own.awaitExit(Served.PATIENCE)).as("%s", own.output()).isZero();
      assertThat(String.join("\n", own.output())).contains("[11]: \t7");
      ProcessFixture other =
          mbpoll(
              "-m", "rtu", "-b", "115200", "-P", "none", "-a", "4", "-1", "-o", "0.2", "-r", "11",
              port);
      other.awaitExit(Served.PATIENCE);
      assertThat(String.join("\n", other.output())).contains("timed out");
    }
  }

  private static ProcessFixture mbpoll(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("-0"));
    all.addAll(List.of(arguments));
    return Peers.mbpoll(all.toArray(String[]::new));
  }
}
