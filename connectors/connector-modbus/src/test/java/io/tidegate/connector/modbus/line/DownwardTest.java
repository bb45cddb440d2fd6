package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.testkit.CapturingSink;
import io.tidegate.testkit.TestCertificates;
import io.tidegate.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownwardTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String COMMANDS =
      "'byteOrder':'BIG','wordOrder':'BIG','pollPeriod':60000,"
          + "'attributeUpdates':["
          + "{'tag':'sh','type':'16int','functionCode':6,'objectsCount':1,'address':20},"
          + "{'tag':'both','type':'16int','functionCode':6,'address':22},"
          + "{'tag':'both','type':'16int','functionCode':6,'address':23},"
          + "{'tag':'name','type':'string','functionCode':16,'objectsCount':3,'address':30}],"
          + "'rpc':["
          + "{'tag':'setV','type':'16int','functionCode':6,'objectsCount':1,'address':21},"
          + "{'tag':'getV','type':'16int','functionCode':3,'objectsCount':1,'address':21},"
          + "{'tag':'setCoils','type':'bits','functionCode':15,'objectsCount':4,'address':8},"
          + "{'tag':'setCoil','type':'bits','functionCode':5,'objectsCount':1,'address':8},"
          + "{'tag':'setLong','type':'32int','functionCode':6,'objectsCount':2,'address':40}]";

  private final CapturingSink sink = new CapturingSink();
  private final List<Running> running = new ArrayList<>();
  private Field field;

  @BeforeEach
  void start() throws IOException {
    field = Field.tcp();
    field.unit(1);
    field.unit(2);
  }

  @AfterEach
  void stop() throws IOException {
    for (Running each : running) {
      each.close();
    }
    field.close();
  }

  /** Worked example 7. */
  @Test
  void sharedAttributesAreWrittenAndOthersIgnored() throws Exception {
    Session session = one("MD");
    assertThat(session.sharedAttributes(device("MD"))).containsExactly("sh", "both", "name");
    assertThat(session.sharedAttributes(device("other"))).isEmpty();
    assertThat(
            session.handle(
                update(
                    Map.of(
                        "sh",
                        new Value.Int(77),
                        "unknown",
                        new Value.Int(1),
                        "both",
                        new Value.Text("5"),
                        "name",
                        new Value.Text("abcdef")))))
        .isEqualTo(new Reply.Done());
    assertThat(field.unit(1).register(20)).isEqualTo(77);
    assertThat(field.unit(1).register(22)).isEqualTo(5);
    assertThat(field.unit(1).register(23)).isEqualTo(5);
    assertThat(field.unit(1).register(32)).isEqualTo(0x6566);
    assertThat(session.handle(update(Map.of("unknown", new Value.Int(1)))))
        .isEqualTo(new Reply.Unsupported());
  }

  @Test
  void whatCantBeWrittenSaysWhyAndTheRestIsWritten() throws Exception {
    Session session = one("MD");
    Reply reply =
        session.handle(update(Map.of("sh", new Value.Text("x"), "both", new Value.Int(4))));
    assertThat(reply).isInstanceOf(Reply.Failed.class).asString().contains("sh: ");
    assertThat(field.unit(1).register(22)).isEqualTo(4);
  }

  /** Worked example 8. */
  @Test
  void methodsWriteAndRead() throws Exception {
    Session session = one("MD");
    assertThat(call(session, "setV", "55")).isEqualTo("{\"result\":{\"value\":55}}");
    assertThat(field.unit(1).register(21)).isEqualTo(55);
    assertThat(call(session, "getV", "null")).isEqualTo("{\"result\":{\"value\":55}}");
    assertThat(call(session, "setV", "\"abc\"")).startsWith("{\"result\":{\"error\":\"");
    assertThat(call(session, "nothing", "1"))
        .isEqualTo("{\"result\":{\"error\":\"Method not found for MD: nothing\"}}");
    assertThat(session.handle(rpc("other", "setV", new Value.Int(1))))
        .isEqualTo(new Reply.Unsupported());
  }

  @Test
  void exactlySoManyCoilsAreWrittenAsConfigured() throws Exception {
    field.unit(1).setCoil(12, true, true);
    Session session = one("MD");
    assertThat(call(session, "setCoils", "[1,0,1,1]"))
        .isEqualTo("{\"result\":{\"value\":[1,0,1,1]}}");
    assertThat(field.unit(1).requests()).contains("15 8+4");
    assertThat(
            List.of(
                field.unit(1).coil(8),
                field.unit(1).coil(9),
                field.unit(1).coil(10),
                field.unit(1).coil(11),
                field.unit(1).coil(12)))
        .containsExactly(true, false, true, true, true);
    assertThat(call(session, "setCoil", "false")).isEqualTo("{\"result\":{\"value\":false}}");
    assertThat(field.unit(1).requests()).endsWith("5 8+1");
  }

  @Test
  void aValueOfTwoRegistersIsWrittenWhole() throws Exception {
    assertThat(call(one("MD"), "setLong", "-4660")).isEqualTo("{\"result\":{\"value\":-4660}}");
    assertThat(field.unit(1).register(40)).isEqualTo(65535);
    assertThat(field.unit(1).register(41)).isEqualTo(60876);
  }

  /** Worked example 9; order and the last semicolon do not matter to us. */
  @Test
  void reservedMethodsBringTheirAddress() throws Exception {
    field.unit(1).set(21, 55);
    Session session = one("MD");
    String read = "type=16int;functionCode=3;objectsCount=1;address=21";
    assertThat(call(session, "get", "\"" + read + ";\"")).isEqualTo("{\"result\":{\"value\":55}}");
    assertThat(call(session, "get", "\"" + read + "\"")).isEqualTo("{\"result\":{\"value\":55}}");
    assertThat(
            call(
                session, "set", "\"type=16int;functionCode=6;objectsCount=1;address=21;value=9;\""))
        .isEqualTo("{\"result\":{\"value\":\"9\"}}");
    assertThat(field.unit(1).register(21)).isEqualTo(9);
    assertThat(session.handle(rpc("MD", "get", new Value.Text("type=16int;functionCode=3;"))))
        .isEqualTo(new Reply.Failed("params need address"));
    assertThat(session.handle(rpc("MD", "get", new Value.Text("type=x;functionCode=3;address=1;"))))
        .isInstanceOf(Reply.Failed.class);
    assertThat(
            session.handle(
                rpc("MD", "get", new Value.Text("type=16int;functionCode=6;address=1;value=1"))))
        .isEqualTo(new Reply.Failed("functionCode 6 is not for get"));
  }

  @Test
  void anExceptionOfTheUnitIsTheAnswer() throws Exception {
    field.unit(1).withoutAddress(21);
    assertThat(call(one("MD"), "setV", "1"))
        .isEqualTo(
            "{\"result\":{\"value\":{\"error\":\"unit 1: exception 2 (illegal data address)\"}}}");
  }

  @Test
  void aUnitThatDoesNotAnswerIsSaidNotToAndIsNotAskedTooOften() throws Exception {
    field.unit(1).silent(true);
    Session session = start("'timeout':0.1", "A", "B").getFirst();
    assertThat(call(session, "A", "setV", "1"))
        .startsWith("{\"result\":{\"error\":\"unit 1: no answer");
    assertThat(call(session, "A", "setV", "2")).contains("is asked again in");
    assertThat(call(session, "B", "setV", "3")).isEqualTo("{\"result\":{\"value\":3}}");
    assertThat(field.unit(1).requests()).hasSize(2);
  }

  @Test
  void aRequestThatHasNotBegunInTimeIsNotCarriedOut() throws Exception {
    field.unit(1).delay(Duration.ofMillis(500));
    Session session = start("'timeout':2", "A", "B").getFirst();
    Thread first = Thread.ofVirtual().start(() -> callQuietly(session, "A", "getV", "0"));
    Awaitility.await().until(() -> !field.unit(1).requests().isEmpty());
    Thread second = Thread.ofVirtual().start(() -> callQuietly(session, "B", "setV", "7"));
    second.interrupt();
    assertThat(second.join(PATIENCE)).isTrue();
    assertThat(first.join(PATIENCE)).isTrue();
    assertThat(field.unit(2).requests()).isEmpty();
  }

  @Test
  void aWriteGoesBeforeThePollsThatWait() throws Exception {
    field.unit(1).countingFrom(0).delay(Duration.ofMillis(20));
    Session session =
        start(
                "'timeout':2,'maxRegistersPerRequest':1,'timeseries':[{'tag':'t','type':'16int',"
                    + "'functionCode':3,'address':'0-99','pollPeriod':100}]",
                "MD")
            .getFirst();
    Awaitility.await().until(() -> field.unit(1).requests().size() > 5);
    int before = field.unit(1).requests().size();
    call(session, "setV", "55");
    List<String> asked = field.unit(1).requests();
    assertThat(asked.indexOf("6 21+1") - before).isLessThanOrEqualTo(2);
  }

  /** Worked example 10. */
  @Test
  void theConnectorReadsFromAllItsUnitsUnlessOneIsMeant() throws Exception {
    field.unit(1).set(21, 9);
    field.unit(2).set(21, 8);
    Session session = start("'timeout':1", "A", "B").getFirst();
    String read = "'address':21,'functionCode':3,'objectsCount':1,'type':'16int'";
    assertThat(connector(session, "{" + read + "}"))
        .isEqualTo("[{\"result\":9,\"device_name\":\"A\"},{\"result\":8,\"device_name\":\"B\"}]");
    assertThat(connector(session, "{" + read + ",'deviceName':'B'}"))
        .isEqualTo("[{\"result\":8,\"device_name\":\"B\"}]");
    assertThat(connector(session, "{" + read + ",'unitId':1}"))
        .isEqualTo("[{\"result\":9,\"device_name\":\"A\"}]");
  }

  @Test
  void theConnectorWritesOnlyTheUnitThatIsAddressed() throws Exception {
    Session session = start("'timeout':1", "A", "B").getFirst();
    String write = "'address':21,'functionCode':6,'type':'16int','value':5";
    assertThat(session.handle(request("{" + write + "}")))
        .isInstanceOf(Reply.Failed.class)
        .asString()
        .contains("deviceName");
    assertThat(session.handle(request("{" + write + ",'deviceName':'C'}")))
        .isEqualTo(new Reply.Failed("there is no unit C"));
    assertThat(connector(session, "{" + write + ",'deviceName':'B'}"))
        .isEqualTo("[{\"result\":5,\"device_name\":\"B\"}]");
    assertThat(field.unit(1).requests()).isEmpty();
    assertThat(field.unit(2).register(21)).isEqualTo(5);
  }

  @Test
  void theConnectorReachesUnitsThatAreNotConfigured() throws Exception {
    field.unit(9).set(4, 321);
    try (Field elsewhere = Field.tcp()) {
      elsewhere.unit(3).set(4, 123);
      List<Session> sessions = start("'timeout':1", "A", "B");
      String read =
          "{'address':4,'functionCode':3,'type':'16int','host':'127.0.0.1','byteOrder':'BIG',"
              + "'port':%d,'unitId':%d}";
      assertThat(connector(sessions.getFirst(), read.formatted(field.port(), 9)))
          .startsWith("[{\"result\":321,");
      assertThat(connector(sessions.getFirst(), read.formatted(elsewhere.port(), 3)))
          .startsWith("[{\"result\":123,");
      assertThat(sink.onlineDevices()).hasSize(2);
    }
  }

  @Test
  void aUnitThatIsNotConfiguredIsReachedEncrypted(@TempDir Path folder) throws Exception {
    TestCertificates authority = TestCertificates.authority(folder, "ca");
    TestCertificates.Identity server = authority.issue("localhost");
    TlsSettings own = new TlsSettings(null, server.certFile(), server.keyFile(), null, false);
    try (Field elsewhere = Field.tls(own)) {
      elsewhere.unit(3).set(4, 123);
      String encrypted =
          "{'host':'10.255.255.1','port':802,'deviceName':'Cabinet','unitId':1,'method':'tls',"
              + "'timeseries':[],'tls':{'cafile':'%s'}}".formatted(authority.caFile());
      Session session =
          run(endpoints(unit(field.port(), 1, "A") + "," + encrypted).getFirst().open(sink));
      String read =
          "{'address':4,'functionCode':3,'type':'16int','host':'localhost','byteOrder':'BIG',"
              + "'port':%d,'unitId':3,%s}";
      assertThat(connector(session, read.formatted(elsewhere.port(), "'tlsOf':'Cabinet'")))
          .startsWith("[{\"result\":123,");
      assertThatThrownBy(
              () -> session.handle(request(read.formatted(elsewhere.port(), "'method':'tls'"))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("tls://localhost:" + elsewhere.port());
      assertRefused(
          session, read.formatted(elsewhere.port(), "'tlsOf':'A'"), "no device A with tls");
    }
  }

  @Test
  void aRequestNamesNoFilesOfTheGateway() throws Exception {
    String read =
        "{'address':4,'functionCode':3,'type':'16int','host':'localhost','port':1,'unitId':3,%s}";
    Session session = one("A");
    assertRefused(
        session, read.formatted("'method':'tls','tls':{'cafile':'/etc/passwd'}"), "tlsOf");
    assertRefused(session, read.formatted("'security':{'insecure':true}"), "tlsOf");
  }

  private static void assertRefused(Session session, String request, String reason)
      throws Exception {
    assertThat(session.handle(request(request)))
        .isInstanceOfSatisfying(
            Reply.Failed.class, failed -> assertThat(failed.reason()).contains(reason));
  }

  @Test
  void ofSeveralLinesOneAnswersForAll() throws Exception {
    try (Field other = Field.tcp();
        Field elsewhere = Field.tcp()) {
      other.unit(1);
      elsewhere.unit(1);
      List<Session> sessions = new ArrayList<>();
      String units = unit(field.port(), 1, "A") + "," + unit(other.port(), 1, "B");
      for (Endpoint endpoint : endpoints(units)) {
        sessions.add(run(endpoint.open(sink)));
      }
      Downlink request =
          request(
              ("{'address':4,'functionCode':6,'type':'16int','value':1,'host':'127.0.0.1','port':%d,"
                      + "'unitId':1}")
                  .formatted(elsewhere.port()));
      assertThat(sessions.getFirst().handle(request)).isInstanceOf(Reply.Answered.class);
      assertThat(sessions.getLast().handle(request)).isEqualTo(new Reply.Unsupported());
      assertThat(elsewhere.unit(1).requests()).hasSize(1);
      Downlink second = request("{'address':4,'functionCode':6,'type':'16int','value':1}");
      assertThat(sessions.getFirst().handle(second)).isInstanceOf(Reply.Failed.class);
      assertThat(sessions.getLast().handle(second)).isEqualTo(new Reply.Unsupported());
      Downlink named =
          request("{'address':4,'functionCode':6,'type':'16int','value':1,'deviceName':'B'}");
      assertThat(sessions.getFirst().handle(named)).isEqualTo(new Reply.Unsupported());
      assertThat(sessions.getLast().handle(named)).isInstanceOf(Reply.Answered.class);
    }
  }

  @Test
  void whatIsNoCommandIsSaidToBeNone() throws Exception {
    Session session = one("MD");
    for (String params :
        List.of("7", "[]", "{}", "'x'", "{'functionCode':99}", "{'functionCode':{}}")) {
      assertThat(session.handle(request(params))).as(params).isInstanceOf(Reply.Failed.class);
    }
    assertThat(session.handle(request("{'functionCode':3,'type':'string','objectsCount':200}")))
        .isInstanceOf(Reply.Failed.class);
  }

  private Session one(String name) throws Exception {
    return start("'timeout':1", name).getFirst();
  }

  private List<Session> start(String more, String... names) throws Exception {
    List<String> units = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      units.add(unit(field.port(), i + 1, names[i]).replace("'x':1", more));
    }
    List<Session> sessions = new ArrayList<>();
    for (Endpoint endpoint : endpoints(String.join(",", units))) {
      sessions.add(run(endpoint.open(sink)));
    }
    return sessions;
  }

  private Session run(Session session) {
    Running one = Running.of(session);
    running.add(one);
    Awaitility.await().until(() -> !sink.onlineDevices().isEmpty());
    return session;
  }

  private static List<Endpoint> endpoints(String units) {
    return Lines.of("{'master':{'slaves':[" + units + "]}}");
  }

  private static String unit(int port, int id, String name) {
    return "{'host':'127.0.0.1','port':%d,'unitId':%d,'deviceName':'%s',%s,'x':1}"
        .formatted(port, id, name, COMMANDS);
  }

  private static Device device(String name) {
    return new Device(name, "default");
  }

  private static Downlink update(Map<String, Value> values) {
    return new Downlink.AttributeUpdate(device("MD"), values, List.of());
  }

  private static Downlink rpc(String device, String method, Value params) {
    return new Downlink.RpcRequest(device(device), 1, method, params, null);
  }

  private static Downlink request(String params) {
    return new Downlink.ConnectorRequest(1, "get", new Value.Json(params.replace('\'', '"')), null);
  }

  private static String connector(Session session, String params) throws Exception {
    return body(session.handle(request(params)));
  }

  private static String call(Session session, String method, String params) throws Exception {
    return call(session, "MD", method, params);
  }

  private static String call(Session session, String device, String method, String params)
      throws Exception {
    Value value =
        params.startsWith("\"")
            ? new Value.Text(params.substring(1, params.length() - 1))
            : params.startsWith("[") || params.equals("null")
                ? new Value.Json(params)
                : params.equals("false")
                    ? new Value.Bool(false)
                    : new Value.Int(Long.parseLong(params));
    return body(session.handle(rpc(device, method, value)));
  }

  private static void callQuietly(Session session, String device, String method, String params) {
    try {
      call(session, device, method, params);
    } catch (Exception e) {
      // Interrupted, as it is meant to be.
    }
  }

  private static String body(Reply reply) {
    return reply instanceof Reply.Answered(Value.Json(String json)) ? json : reply.toString();
  }
}
