package io.tidegate.connector.modbus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Reply;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.config.ConfigTexts;
import io.tidegate.connector.modbus.wire.TestWires;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import io.tidegate.connector.modbus.wire.Wire;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.Wires;
import io.tidegate.data.DataPoint;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.testkit.CapturingSink;
import io.tidegate.testkit.RandomCases;
import io.tidegate.testkit.TestCertificates;
import io.tidegate.testkit.faults.Ports;
import io.tidegate.tls.TlsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModbusServerTest {

  private static String read(Wire wire, int unit, Table table, int address, int count)
      throws Exception {
    return HexFormat.of()
        .formatHex(Table.data(wire.exchange(unit, table.read(address, count), TestWires.TIMEOUT)));
  }

  private static RpcRequest call(String method, Value params) {
    return new RpcRequest(Served.device(), 1, method, params, null);
  }

  private static Reply result(String json) {
    return new Reply.Answered(new Value.Json("{\"result\":" + json + "}"));
  }

  @Test
  void reportsEverythingAtFirstAndWhatIsWrittenAtOnce() throws Exception {
    int port = Ports.free();
    try (Served served = Served.start(Served.tcp(port, Served.VALUES));
        Wire wire = Wires.open(TestWires.tcp(port, Framing.SOCKET))) {
      assertThat(served.next())
          .isEqualTo(
              Map.of(
                  "name", new Value.Text("ON"),
                  "long", new Value.Int(7),
                  "word", new Value.Real(0),
                  "coils", new Value.Json("[false,false,false]"),
                  "level", new Value.Int(-3),
                  "door", new Value.Bool(true)));
      assertThat(served.sink.onlineDevices()).containsExactly(Served.device());
      wire.exchange(1, new WriteSingleRegisterRequest(12, 235), TestWires.TIMEOUT);
      assertThat(served.next()).isEqualTo(Map.of("word", new Value.Real(23.5)));
    }
  }

  @Test
  void theDeviceIsOfflineOnceNobodyCanReachIt() throws Exception {
    Served served = Served.start(Served.tcp(Ports.free(), Served.VALUES));
    served.next();
    served.close();
    assertThat(served.sink.onlineDevices()).isEmpty();
  }

  @Test
  void attributesAndTimeSeriesAreToldApart() throws Exception {
    try (Served served = Served.start(Served.tcp(Ports.free(), Served.VALUES))) {
      UplinkRecord record = served.sink.next(Served.PATIENCE);
      assertThat(record.device()).isEqualTo(Served.device());
      assertThat(record.points())
          .contains(
              DataPoint.attribute("name", new Value.Text("ON")),
              DataPoint.timeseries("long", new Value.Int(7)));
    }
  }

  @Test
  void reportsAgainEachPeriod() throws Exception {
    String members = Served.tcp(Ports.free(), "'pollPeriod': 30, " + Served.VALUES);
    try (Served served = Served.start(members)) {
      for (int i = 0; i < 3; i++) {
        assertThat(served.next()).containsEntry("long", new Value.Int(7)).hasSize(6);
      }
    }
  }

  @Test
  void attributesOfThePlatformReachTheRegistersAndAreReported() throws Exception {
    int port = Ports.free();
    try (Served served = Served.start(Served.tcp(port, Served.VALUES));
        Wire wire = Wires.open(TestWires.tcp(port, Framing.SOCKET))) {
      served.next();
      assertThat(served.session.sharedAttributes(Served.device()))
          .containsExactlyInAnyOrder("limit", "level");
      Map<String, Value> values =
          Map.of(
              "limit", new Value.Int(-4660), "level", new Value.Text("9"), "x", new Value.Int(1));
      assertThat(served.handle(new AttributeUpdate(Served.device(), values, List.of())))
          .isEqualTo(new Reply.Done());
      assertThat(read(wire, 1, Table.HOLDING_REGISTERS, 20, 2)).isEqualTo("ffffedcc");
      assertThat(read(wire, 1, Table.INPUT_REGISTERS, 0, 1)).isEqualTo("0009");
      assertThat(served.next()).isEqualTo(Map.of("level", new Value.Int(9)));
    }
  }

  @Test
  void methodsSetAndGet() throws Exception {
    try (Served served = Served.start(Served.tcp(Ports.free(), Served.VALUES))) {
      assertThat(served.handle(call("getSpeed", new Value.Json("null"))))
          .isEqualTo(result("{\"value\":22}"));
      assertThat(served.handle(call("setSpeed", new Value.Text("55"))))
          .isEqualTo(result("{\"value\":\"55\"}"));
      assertThat(served.handle(call("getSpeed", new Value.Json("null"))))
          .isEqualTo(result("{\"value\":55}"));
    }
  }

  @Test
  void requestsMayBringTheirAddressWithThem() throws Exception {
    try (Served served = Served.start(Served.tcp(Ports.free(), Served.VALUES))) {
      assertThat(
              served.handle(
                  call(
                      "set",
                      new Value.Text(
                          "type=16int;functionCode=6;objectsCount=1;address=31;value=9;"))))
          .isEqualTo(result("{\"value\":\"9\"}"));
      assertThat(
              served.handle(
                  call(
                      "get",
                      new Value.Text("type=16int;functionCode=3;objectsCount=1;address=31;"))))
          .isEqualTo(result("{\"value\":9}"));
      assertThat(
              served.handle(
                  call(
                      "get",
                      new Value.Text("type=16int;functionCode=3;objectsCount=1;address=99;"))))
          .isEqualTo(result("{\"value\":{\"error\":\"exception 2 (illegal data address)\"}}"));
    }
  }

  @Test
  void whatCannotBeDoneIsSaid() throws Exception {
    try (Served served = Served.start(Served.tcp(Ports.free(), Served.VALUES))) {
      assertThat(served.handle(call("setSpeed", new Value.Text("a\"b"))))
          .isEqualTo(result("{\"error\":\"'a\\\"b' is not a number\"}"));
      assertThat(served.handle(call("fly", new Value.Int(1))))
          .isEqualTo(result("{\"error\":\"Method not found for plant: fly\"}"));
      assertThat(
              served.handle(
                  new AttributeUpdate(
                      Served.device(), Map.of("limit", new Value.Text("?")), List.of())))
          .isEqualTo(new Reply.Failed("limit: '?' is not a number"));
      assertThat(
              served.handle(
                  new AttributeUpdate(
                      Served.device(), Map.of("x", new Value.Int(1)), List.of("limit"))))
          .isEqualTo(new Reply.Unsupported());
      assertThat(served.handle(connectorRequest("{}")))
          .isEqualTo(new Reply.Failed("params need functionCode"));
      assertThat(
              served.handle(
                  connectorRequest(
                      "{'deviceName':'other','functionCode':3,'type':'16int','address':31}")))
          .isEqualTo(new Reply.Failed("there is no unit other"));
    }
  }

  @Test
  void theConnectorReachesTheServersRegisters() throws Exception {
    try (Served served = Served.start(Served.tcp(Ports.free(), Served.VALUES))) {
      assertThat(
              served.handle(
                  connectorRequest(
                      "{'deviceName':'plant','functionCode':6,'type':'16int','address':31,"
                          + "'value':9}")))
          .isEqualTo(answer("[{\"result\":9,\"device_name\":\"plant\"}]"));
      assertThat(served.handle(connectorRequest("{'functionCode':3,'type':'16int','address':31}")))
          .isEqualTo(answer("[{\"result\":9,\"device_name\":\"plant\"}]"));
      assertThat(
              served.handle(
                  connectorRequest(
                      "{'deviceName':'plant','functionCode':3,'type':'16int','address':99}")))
          .isEqualTo(
              answer(
                  "[{\"result\":{\"error\":\"exception 2 (illegal data address)\"},"
                      + "\"device_name\":\"plant\"}]"));
    }
  }

  private static ConnectorRequest connectorRequest(String params) {
    return new ConnectorRequest(1, "set", new Value.Json(params.replace('\'', '"')), null);
  }

  private static Reply answer(String json) {
    return new Reply.Answered(new Value.Json(json));
  }

  @Test
  void everyUnitIsAnsweredForInANetwork() throws Exception {
    int port = Ports.free();
    try (Served _ = Served.start(Served.tcp(port, Served.VALUES));
        Wire wire = Wires.open(TestWires.tcp(port, Framing.SOCKET))) {
      for (int unit : new int[] {0, 1, 3, 255}) {
        assertThat(read(wire, unit, Table.HOLDING_REGISTERS, 10, 2)).isEqualTo("00000007");
      }
      assertThatThrownBy(() -> read(wire, 3, Table.HOLDING_REGISTERS, 99, 1))
          .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(2));
    }
  }

  @Test
  void servesWithItsCertificate(@TempDir Path folder) throws Exception {
    TestCertificates authority = TestCertificates.authority(folder, "ca");
    TestCertificates.Identity server = authority.issue("localhost");
    int port = Ports.free();
    String line =
        "'method': 'tls', 'security': {'certfile': '%s', 'keyfile': '%s'}, "
            .formatted(server.certFile(), server.keyFile());
    try (Served _ = Served.start(Served.tcp(port, line + Served.VALUES));
        Wire wire = Wires.open(TestWires.tls(port, TlsSettings.trusting(authority.caFile())))) {
      assertThat(read(wire, 1, Table.HOLDING_REGISTERS, 10, 2)).isEqualTo("00000007");
    }
  }

  @Test
  void withoutReportingItServesAndIsNoDevice() throws Exception {
    int port = Ports.free();
    String members = Served.tcp(port, "'sendDataToThingsBoard': false, " + Served.VALUES);
    Endpoint endpoint = Served.endpoint(Served.config(members));
    CapturingSink sink = new CapturingSink();
    try (var session = endpoint.open(sink);
        Wire wire = Wires.open(TestWires.tcp(port, Framing.SOCKET))) {
      Thread runner = Thread.ofVirtual().start(() -> assertThatThrownBy(session::run));
      assertThat(read(wire, 1, Table.HOLDING_REGISTERS, 10, 2)).isEqualTo("00000007");
      assertThat(sink.onlineDevices()).isEmpty();
      assertThat(sink.size()).isZero();
      runner.interrupt();
      runner.join();
    }
  }

  @Test
  void whatWasWrittenOutlivesTheSession() throws Exception {
    int port = Ports.free();
    Endpoint endpoint = Served.endpoint(Served.config(Served.tcp(port, Served.VALUES)));
    for (String expected : new String[] {"00000007", "0007002a"}) {
      try (var _ = endpoint.open(new CapturingSink());
          Wire wire = Wires.open(TestWires.tcp(port, Framing.SOCKET))) {
        assertThat(read(wire, 1, Table.HOLDING_REGISTERS, 10, 2)).isEqualTo(expected);
        wire.exchange(
            1,
            new WriteMultipleRegistersRequest(10, 2, new byte[] {0, 7, 0, 42}),
            TestWires.TIMEOUT);
      }
    }
  }

  @Test
  void garbageHarmsNobodyElse() throws Exception {
    int port = Ports.free();
    try (Served _ = Served.start(Served.tcp(port, Served.VALUES));
        Wire wire = Wires.open(TestWires.tcp(port, Framing.SOCKET))) {
      RandomCases.forAll(
          30,
          cases -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
              OutputStream out = socket.getOutputStream();
              out.write(cases.bytes(2000));
              out.flush();
            } catch (IOException e) {
              // It may hang up.
            }
          });
      assertThat(read(wire, 1, Table.HOLDING_REGISTERS, 1, 1)).isEqualTo("4f4e");
    }
  }

  // The sample of the Python gateway, and what it holds there.
  @Test
  void theShippedSampleHoldsWhatItHeld() {
    ServedTags tags =
        new ServedTags(
            Served.config(
                "'port': 5026, "
                    + """
                    'values': {'holding_registers': {
                      'attributes': [
                        {'address': 1, 'type': 'string', 'tag': 'sm', 'objectsCount': 1, 'value': 'ON'}],
                      'timeseries': [
                        {'address': 2, 'type': '16int', 'tag': 'smm', 'objectsCount': 1, 'value': 12334}],
                      'attributeUpdates': [{'tag': 'w', 'type': '32int', 'functionCode': 6,
                        'objectsCount': 2, 'address': 29, 'value': 1243}],
                      'rpc': [{'tag': 'setValue', 'value': 22, 'type': '16int', 'address': 31,
                        'objectsCount': 1, 'functionCode': 6}]},
                     'coils_initializer': {'attributes': [
                       {'address': 5, 'type': '8int', 'tag': 'coil', 'objectsCount': 1, 'value': 0}]}}
                    """
                    + ", 'byteOrder': 'LITTLE', 'wordOrder': 'LITTLE'"));
    Memory memory = tags.memory();
    assertThat(memory.read(Table.HOLDING_REGISTERS, 1, 2)).isEqualTo(hex("4f4e2e30"));
    assertThat(memory.read(Table.HOLDING_REGISTERS, 29, 3)).isEqualTo(hex("db0400001600"));
    assertThat(memory.defines(Table.HOLDING_REGISTERS, 3, 1)).isFalse();
    assertThat(memory.defines(Table.COILS, 5, 1)).isTrue();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  @Test
  void aRegisterThatMakesNoSenseIsLeftOutAndTold() {
    String text =
        """
        {'slave': {'port': 5026, 'values': {'holding_registers': {'timeseries': [
          {'tag': 'a', 'type': '16int', 'address': 0, 'value': 'x'},
          {'tag': 'b', 'type': '17int', 'address': 1},
          {'tag': 'c', 'type': '64int', 'address': 65533},
          {'tag': 'd', 'type': 'bits', 'objectsCount': 4, 'address': 5, 'value': [1, 0, true, false]}
        ]}}}}
        """;
    assertThat(ConfigTexts.warnings(ConfigTexts.read(text)))
        .anyMatch(w -> w.contains("lacks a, which can't be used: 'x' is not a number"))
        .anyMatch(w -> w.contains("lacks b, which can't be used: there is no type '17int'"))
        .anyMatch(w -> w.contains("lacks c, which can't be used: it reaches beyond"))
        .noneMatch(w -> w.contains("lacks d"));
    ServedTags tags = new ServedTags(Objects.requireNonNull(ConfigTexts.config(text).slave()));
    assertThat(tags.reported()).extracting(ServedTags.Reported::key).containsExactly("d");
    assertThat(tags.memory().read(Table.HOLDING_REGISTERS, 5, 1)).isEqualTo(hex("0005"));
  }
}
