package io.tidegate.connector.opcua;

import static io.tidegate.connector.opcua.ConfigTexts.attributes;
import static io.tidegate.connector.opcua.ConfigTexts.device;
import static io.tidegate.connector.opcua.ConfigTexts.tag;
import static io.tidegate.connector.opcua.ConfigTexts.timeseries;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Rejection;
import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import io.tidegate.data.Value;
import io.tidegate.data.Value.Int;
import io.tidegate.data.Value.Json;
import io.tidegate.data.Value.Real;
import io.tidegate.data.Value.Text;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read, by subscription and by polling alike. */
class ReadingTest {

  private static final String POLL = ",'enableSubscriptions':false,'pollPeriodInMillis':200";
  private static final String SUBSCRIBE = "";

  private static NodeOpcuaServer server;

  @BeforeAll
  static void start() throws Exception {
    NodeOpcuaServer.assumeInstalled();
    server = NodeOpcuaServer.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Running run(String settings, String... mappings) throws Exception {
    return Running.start(ConfigTexts.of(server.url(), settings, mappings));
  }

  @ParameterizedTest
  @ValueSource(strings = {SUBSCRIBE, POLL})
  void valuesAreReadAndChangesFollow(String settings) throws Exception {
    server.tell("set ns=2;s=Plant/Pump1/Temperature 21.5");
    try (Running running =
        run(
            settings,
            device(
                "Pump1",
                "Pump ${serialNumber}",
                attributes(tag("mode", "${Mode}")),
                timeseries(
                    tag("t", "${Temperature}"),
                    tag("absolute", "${Root\\\\.Objects\\\\.Plant\\\\.Pump1\\\\.Sub\\\\.Temp}"),
                    tag("qualified", "${2:Sub\\\\.2:Temp}"),
                    tag("dotted", "${Sub\\\\.2.Temp}"),
                    tag("byId", "ns=2;s=Plant/Boiler 1/Water Temp"),
                    tag(
                        "foreign",
                        "${Root\\\\.Objects\\\\.Plant\\\\.Boiler 1\\\\.Water Temp}"))))) {
      running.await("Pump SN-1", "t", new Real(21.5));
      running.await("Pump SN-1", "mode", new Int(3));
      running.await("Pump SN-1", "absolute", new Real(1.25));
      running.await("Pump SN-1", "qualified", new Real(1.25));
      running.await("Pump SN-1", "dotted", new Real(2.25));
      running.await("Pump SN-1", "byId", new Real(65.5));
      running.await("Pump SN-1", "foreign", new Real(65.5));
      server.tell("set ns=2;s=Plant/Pump1/Temperature 22.5");
      running.await("Pump SN-1", "t", new Real(22.5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SUBSCRIBE, POLL})
  void everyBuiltInTypeIsUnderstood(String settings) throws Exception {
    Map<String, Value> expected =
        Map.ofEntries(
            Map.entry("Boolean", new Value.Bool(true)),
            Map.entry("SByte", new Int(-8)),
            Map.entry("Byte", new Int(8)),
            Map.entry("Int16", new Int(-16)),
            Map.entry("UInt16", new Int(16)),
            Map.entry("Int32", new Int(-32)),
            Map.entry("UInt32", new Int(4294967295L)),
            Map.entry("Int64", new Int(-1)),
            Map.entry("UInt64", new Json("18446744073709551615")),
            Map.entry("Float", new Real(0.5)),
            Map.entry("Double", new Real(12.25)),
            Map.entry("String", new Text("text")),
            Map.entry("DateTime", new Text("2024-01-02T03:04:05+00:00")),
            Map.entry("Guid", new Text("72962b91-fa75-4ae6-8d28-b404dc7daf63")),
            Map.entry("ByteString", new Text("01ff")),
            Map.entry("XmlElement", new Text("<a>1</a>")),
            Map.entry("NodeId", new Text("ns=2;i=5")),
            Map.entry("StatusCode", new Text("BadSensorFailure")),
            Map.entry("QualifiedName", new Text("2:Qualified")),
            Map.entry("LocalizedText", new Text("hello")),
            Map.entry("Int32Array", new Json("[1,2,3]")),
            Map.entry("StringArray", new Json("[\"a\",\"b\"]")),
            Map.entry("EmptyArray", new Json("[]")),
            Map.entry("Matrix", new Json("[[1.0,2.0,3.0],[4.0,5.0,6.0]]")),
            Map.entry("Uncertain", new Int(6)),
            Map.entry("ByNumber", new Int(4711)),
            Map.entry("Range", new Json("{\"Low\":-5.0,\"High\":5.0}")),
            Map.entry("Enumeration", new Int(2)),
            Map.entry(
                "Structure", new Json("{\"X\":1.5,\"Y\":-2.5,\"Name\":\"gate\",\"Path\":[1,2]}")),
            Map.entry(
                "StructureArray",
                new Json(
                    "[{\"X\":1.0,\"Y\":2.0,\"Name\":\"a\",\"Path\":[]},"
                        + "{\"X\":3.0,\"Y\":4.0,\"Name\":\"b\",\"Path\":[5]}]")));
    String[] tags =
        expected.keySet().stream().map(name -> tag(name, "${" + name + "}")).toArray(String[]::new);
    try (Running running = run(settings, device("Types", "Types", timeseries(tags)))) {
      expected.forEach((name, value) -> running.await("Types", name, value));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SUBSCRIBE, POLL})
  void aBadValueIsRejectedAndItsStatusReportedWhereAskedFor(String settings) throws Exception {
    try (Running running =
        run(
            settings,
            device(
                "Types",
                "T",
                timeseries(
                    "{'key':'bad','value':'${Bad}','statusKey':'badStatus'}",
                    tag("nothing", "${Nothing}"),
                    tag("good", "${Int16}"))))) {
      running.await("T", "badStatus", new Text("BadSensorFailure"));
      running.await("T", "good", new Int(-16));
      assertThat(running.latest("T", "bad")).isNull();
      assertThat(running.latest("T", "nothing")).isNull();
      assertThat(running.sink().rejections())
          .contains(
              new Rejection("T, bad: ns=2;s=Plant/Types/Bad", "bad status", "BadSensorFailure"));
    }
  }

  @Test
  void theTimeIsThatOfTheClockThatTheTagNames() throws Exception {
    server.tell("set ns=2;s=Plant/Pump2/Flow 2.5");
    long began = System.currentTimeMillis();
    try (Running running =
        run(
            "",
            device(
                "Pump2",
                "P",
                timeseries(
                    "{'key':'source','value':'${Flow}','timestampLocation':'sourceTimestamp'}",
                    "{'key':'server','value':'${Flow}','timestampLocation':'serverTimestamp'}",
                    tag("gateway", "${Flow}"))))) {
      running.await("P", "gateway", new Real(2.5));
      running.await("P", "source", new Real(2.5));
      assertThat(running.times("P", "gateway")).allMatch(time -> time >= began);
      assertThat(running.times("P", "source")).allMatch(time -> time <= began);
      assertThat(running.times("P", "server")).isNotEmpty();
    }
  }

  @Test
  void eachNodeThatFitsARegularExpressionIsADevice() throws Exception {
    try (Running running =
        run(
            "",
            device(
                "Pump\\\\d",
                "${browseName} (${serialNumber})",
                timeseries(tag("f", "${Frequency}"))))) {
      running.await("Pump1 (SN-1)", "f", new Int(50));
      running.await("Pump2 (SN-2)", "f", new Int(50));
      assertThat(running.sink().onlineDevices()).hasSize(2);
    }
  }

  @Test
  void aNodeIdIsADeviceToo() throws Exception {
    try (Running running =
        run(
            "",
            "{'deviceNodePattern':'ns=2;s=Plant/Line.A','deviceInfo':{'deviceNameExpression':'Line'},"
                + "'timeseries':[{'key':'max','value':'${Speed.Max}'},{'key':'n','value':'Speed.Max'},"
                + "{'key':'uri','value':'nsu=urn:tidegate:plant;s=Plant/Line.A/Speed.Max'}]}")) {
      running.await("Line", "max", new Int(1200));
      running.await("Line", "n", new Int(1200));
      running.await("Line", "uri", new Int(1200));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SUBSCRIBE, POLL})
  void whatDoesNotResolveCostsTheRestNothingAndIsPickedUpWhenItAppears(String settings)
      throws Exception {
    try (Running running =
        run(
            settings + ",'scanPeriodInMillis':1000",
            device("Nowhere", "N", timeseries(tag("x", "${X}"))),
            device(
                "Pump1",
                "P",
                timeseries(
                    tag("late", "${Root\\\\.Objects\\\\.Plant\\\\.Late}"),
                    tag("f", "${Frequency}"))))) {
      running.await("P", "f", new Int(50));
      assertThat(running.latest("P", "late")).isNull();
      server.tell("add ns=2;s=Plant/Late Late");
      try {
        running.await("P", "late", new Real(1));
      } finally {
        server.tell("delete ns=2;s=Plant/Late");
      }
    }
  }

  @Test
  void aConstantIsReportedOnce() throws Exception {
    try (Running running =
        run(
            "",
            device(
                "Pump1", "P", "'attributes':[{'key':'site','type':'constant','value':'North'}]"))) {
      running.await("P", "site", new Text("North"));
    }
  }
}
