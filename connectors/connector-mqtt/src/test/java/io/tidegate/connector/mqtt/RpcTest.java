package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.testkit.MosquittoProcess;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on their way to devices, with a real broker. */
class RpcTest extends DownwardFixture {

  private static final String RULES =
      "'serverSideRpc':["
          + "{'deviceNameFilter':'.*','methodFilter':'echo',"
          + "'requestTopicExpression':'sensor/${deviceName}/request/${methodName}/${requestId}',"
          + "'responseTopicExpression':'sensor/${deviceName}/response/${methodName}/${requestId}',"
          + "'responseTimeout':5000,'valueExpression':'${params}'},"
          + "{'deviceNameFilter':'.*','methodFilter':'setRelay',"
          + "'requestTopicExpression':'sensor/request/${methodName}/${params.zone}',"
          + "'valueExpression':'{\\\"v\\\":${params.value},\\\"d\\\":\\\"${deviceName}\\\"}'},"
          + "{'deviceNameFilter':'.*','methodFilter':'once','qos':1,'retain':true,"
          + "'requestTopicExpression':'sensor/once','valueExpression':'${method} ${id}'}]";

  @Override
  MosquittoProcess.Builder configured(MosquittoProcess.Builder bare) {
    return bare.option("set_tcp_nodelay true");
  }

  @Override
  String[] deviceFilters() {
    return new String[] {"sensor/request/#", "sensor/+/request/#", "sensor/once"};
  }

  /** Answers on the topic with response in place of request. */
  private void echo() {
    device.answering(
        "+/+/request/#",
        message -> Optional.of(message.getTopic().toString().replace("/request/", "/response/")));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void example11_twoWayRequestsBringTheAnswerOfTheDevice(int version) throws Exception {
    echo();
    try (var down = Downward.start(broker.port(), version, RULES, sink)) {
      assertThat(down.rpc("D1", "echo", "{'a':1}"))
          .isEqualTo(new Reply.Answered(new Value.Text("{\"a\":1}")));
      assertThat(device.next()).isEqualTo("sensor/D1/request/echo/7 {\"a\":1}");
      Reply reply = down.ask(Downward.rpc("D1", 8, "echo", new Value.Text("hi")));
      assertThat(reply).isEqualTo(new Reply.Answered(new Value.Text("\"hi\"")));
      assertThat(device.next()).isEqualTo("sensor/D1/request/echo/8 \"hi\"");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void example11_oneWayRequestsAreDoneWhenTheBrokerHasThem(int version) throws Exception {
    try (var down = Downward.start(broker.port(), version, RULES, sink)) {
      assertThat(down.rpc("D1", "setRelay", "{'zone':'z1','value':true}"))
          .isEqualTo(new Reply.Done());
      assertThat(device.next()).isEqualTo("sensor/request/setRelay/z1 {\"v\":true,\"d\":\"D1\"}");
      assertThat(down.rpc("D1", "once", "null")).isEqualTo(new Reply.Done());
      Mqtt3Publish once = device.nextMessage();
      assertThat(FieldDevice.text(once)).isEqualTo("\"once\" 7");
      assertThat(once.getQos().getCode()).isEqualTo(1);
      try (var late = new FieldDevice(broker.port(), "sensor/once")) {
        assertThat(late.nextMessage().isRetain()).isTrue();
      }
    }
  }

  @Test
  void aMethodWithoutARuleIsUnsupported() throws Exception {
    try (var down = Downward.start(broker.port(), 5, RULES, sink)) {
      assertThat(down.rpc("D1", "reboot", "{}")).isEqualTo(new Reply.Unsupported());
      assertThat(down.ask(Downward.rpc("D1", 1, "echo".repeat(1000), new Value.Int(1))))
          .isEqualTo(new Reply.Unsupported());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'zone':'a/+','value':1}|topic sensor/request/setRelay/a/+ must not hold + or #",
        "{'zone':'#','value':1}|topic sensor/request/setRelay/# must not hold + or #",
        "{'zone':'\\u0000','value':1}|topic sensor/request/setRelay/\uFFFD must not hold the character U+0000",
        "{'zone':'\\ud800','value':1}|topic sensor/request/setRelay/\uFFFD must be text that UTF-8 can write",
        "{'zone':'z'}|params have no value",
        "5|params have no zone",
        "[1,2]|params have no zone",
        "null|params have no zone",
        "{'zone'|params are not JSON: ",
      })
  void hostileParamsFailWithAReason(String params, String reason) throws Exception {
    try (var down = Downward.start(broker.port(), 5, RULES, sink)) {
      Reply reply = down.rpc("D1", "setRelay", params);
      assertThat(reply).isInstanceOf(Reply.Failed.class);
      assertThat(((Reply.Failed) reply).reason().replace('\ud800', '\uFFFD')).startsWith(reason);
      // And harm nothing else.
      down.rpc("D1", "setRelay", "{'zone':'z1','value':true}");
      assertThat(device.next()).startsWith("sensor/request/setRelay/z1 ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void paramsOfAMegabyteArriveAndAreAnswered(int version) throws Exception {
    echo();
    try (var down = Downward.start(broker.port(), version, RULES, sink)) {
      String params = "{\"x\":\"" + "y".repeat(1_000_000) + "\"}";
      assertThat(down.ask(Downward.rpc("D1", 1, "echo", new Value.Json(params))))
          .isEqualTo(new Reply.Answered(new Value.Text(params)));
      String zone = "{'zone':'" + "y".repeat(100_000) + "','value':1}";
      assertThat(down.rpc("D1", "setRelay", zone).toString())
          .contains("must not be longer than 65535 bytes");
    }
  }

  @Test
  void quotesAsPythonWritesThemAreUnderstoodAndTextStaysAsItIs() throws Exception {
    device.answering("sensor/+/request/echo/1", _ -> Optional.empty());
    try (var down = Downward.start(broker.port(), 5, RULES, sink)) {
      for (String[] said :
          new String[][] {{"{'a': 1}", "{\"a\": 1}"}, {"it's on", "it's on"}, {"", ""}}) {
        var reply = down.begin(Downward.rpc("D1", 1, "echo", new Value.Int(1)));
        device.next();
        device.publish("sensor/D1/response/echo/1", said[0]);
        assertThat(reply.get()).isEqualTo(new Reply.Answered(new Value.Text(said[1])));
      }
    }
  }

  @Test
  void aBrokerThatIsGoneIsTheReasonOfAFailure() throws Exception {
    try (var down = Downward.start(broker.port(), 5, RULES, sink)) {
      broker.kill();
      down.running().end();
      assertThat(down.rpc("D1", "once", "null").toString())
          .startsWith("Failed[reason=publishing to sensor/once: ");
      assertThat(down.rpc("D1", "setRelay", "{'zone':'z','value':1}").toString())
          .startsWith("Failed[reason=publishing to sensor/request/setRelay/z: ");
      assertThat(down.rpc("D1", "echo", "1").toString()).startsWith("Failed[reason=");
    }
    Running.awaitNoThreads();
  }

  @Test
  void aTimeLimitCoversTheTimeOfTheDevice() throws Exception {
    try (var down = Downward.start(broker.port(), 5, RULES, sink)) {
      assertThat(down.session().timeLimit(Downward.rpc("D", 1, "echo", new Value.Int(1))))
          .isEqualTo(Duration.ofSeconds(6));
      assertThat(down.session().timeLimit(Downward.rpc("D", 1, "once", new Value.Int(1))))
          .isEqualTo(Duration.ofSeconds(5));
      Value params = new Value.Text("requestTopicExpression=a;responseTopicExpression=b;value=1;");
      assertThat(down.session().timeLimit(Downward.rpc("D", 1, "get", params)))
          .isEqualTo(Duration.ofSeconds(6));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "set", "mqtt_get", "mqtt_set"})
  void reservedCommandsBringTheirRuleWithThem(String method) throws Exception {
    echo();
    try (var down = Downward.start(broker.port(), 5, RULES, sink)) {
      Value twoWay =
          new Value.Text(
              "requestTopicExpression=sensor/${deviceName}/request/x;foo=1;responseTimeout=20000;"
                  + "responseTopicExpression=sensor/D1/response/x;value={\"a\":\"b=c;d\"};");
      assertThat(down.ask(Downward.rpc("D1", 1, method, twoWay)))
          .isEqualTo(new Reply.Answered(new Value.Text("{\"a\":\"b=c;d\"}")));
      assertThat(device.next()).isEqualTo("sensor/D1/request/x {\"a\":\"b=c;d\"}");
      Value oneWay = new Value.Text("requestTopicExpression=sensor/request/y;value=on");
      assertThat(down.ask(Downward.rpc("D1", 1, method, oneWay))).isEqualTo(new Reply.Done());
      assertThat(device.next()).isEqualTo("sensor/request/y on");
      assertThat(down.ask(Downward.rpc("D1", 1, method, new Value.Text("value=1;"))))
          .isEqualTo(new Reply.Failed("params need requestTopicExpression"));
      assertThat(
              down.ask(
                  Downward.rpc("D1", 1, method, new Value.Text("requestTopicExpression=a/b;"))))
          .isEqualTo(new Reply.Failed("params need value"));
      assertThat(down.ask(Downward.rpc("D1", 1, method, new Value.Int(5))))
          .isEqualTo(new Reply.Failed("params need requestTopicExpression"));
    }
  }

  @Test
  void aConfiguredGetIsUsedWhereTheParamsAreNoRule() throws Exception {
    String rules =
        "'serverSideRpc':[{'deviceNameFilter':'.*','methodFilter':'get',"
            + "'requestTopicExpression':'sensor/request/get','valueExpression':'${params}'}]";
    try (var down = Downward.start(broker.port(), 5, rules, sink)) {
      assertThat(down.rpc("D1", "get", "{'key':1}")).isEqualTo(new Reply.Done());
      assertThat(device.next()).isEqualTo("sensor/request/get {\"key\":1}");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void theConnectorItselfTakesCommands(int version) throws Exception {
    echo();
    try (var down = Downward.start(broker.port(), version, "", sink)) {
      Value rule =
          Downward.json(
              "{'requestTopicExpression':'sensor/D1/request/${methodName}','qos':1,"
                  + "'responseTopicExpression':'sensor/D1/response/mqtt_any','responseTimeout':20000,"
                  + "'valueExpression':'{\\\"id\\\":${id}}'}");
      assertThat(down.connectorRpc("any", rule))
          .isEqualTo(new Reply.Answered(new Value.Text("{\"id\":9}")));
      assertThat(device.next()).isEqualTo("sensor/D1/request/mqtt_any {\"id\":9}");
      assertThat(
              down.connectorRpc(
                  "set",
                  Downward.json("{'requestTopicExpression':'sensor/request/z','value':{'a':1}}")))
          .isEqualTo(new Reply.Done());
      assertThat(device.next()).isEqualTo("sensor/request/z {\"a\":1}");
      assertThat(
              down.connectorRpc(
                  "set", new Value.Text("requestTopicExpression=${deviceName};value=1")))
          .isEqualTo(new Reply.Failed("${deviceName} stands for nothing: no device is addressed"));
      assertThat(down.connectorRpc("set", Downward.json("[1]")))
          .isEqualTo(new Reply.Failed("params need requestTopicExpression"));
      assertThat(
              down.connectorRpc(
                  "set", new Value.Text("requestTopicExpression=a;responseTimeout=x;value=1")))
          .isEqualTo(new Reply.Failed("responseTimeout must be a number of 0 to 86400000"));
    }
  }
}
