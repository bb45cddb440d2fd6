package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.tidegate.connector.AttributeScope;
import io.tidegate.connector.Rejection;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.testkit.MosquittoProcess;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes on their way to devices, with a real broker. */
class AttributesDownTest extends DownwardFixture {

  private static final String UPDATES =
      "'attributeUpdates':[{'deviceNameFilter':'SD.*','attributeFilter':'upload.*',"
          + "'topicExpression':'sensor/${deviceName}/${attributeKey}',"
          + "'valueExpression':'{\\\"${attributeKey}\\\":\\\"${attributeValue}\\\"}'}]";

  @Override
  MosquittoProcess.Builder configured(MosquittoProcess.Builder bare) {
    return bare.option("max_queued_messages 0");
  }

  @Override
  String[] deviceFilters() {
    return new String[] {"sensor/#", "answers/#"};
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void example10_updatesReachTheDevicesOfTheirRule(int version) throws Exception {
    try (var down = Downward.start(broker.port(), version, UPDATES, sink)) {
      assertThat(down.update("SD-1", Map.of("uploadFlag", new Value.Bool(true))))
          .isEqualTo(new Reply.Done());
      assertThat(device.next()).isEqualTo("sensor/SD-1/uploadFlag {\"uploadFlag\":\"true\"}");
      down.update("SD-1", Map.of("uploadCfg", new Value.Json("{\"a\":1}")));
      assertThat(device.next()).isEqualTo("sensor/SD-1/uploadCfg {\"uploadCfg\":\"{\"a\":1}\"}");
      assertThat(down.update("XSD-1", Map.of("uploadFlag", new Value.Bool(true))))
          .isEqualTo(new Reply.Unsupported());
      assertThat(device.hasMore()).isFalse();
    }
  }

  @Test
  void everyMatchingRuleAndAttributeGivesAMessageAndADeletedOneIsNull() throws Exception {
    String rules =
        "'attributeUpdates':["
            + "{'deviceNameFilter':'.*','attributeFilter':'a','qos':1,'retain':true,"
            + "'topicExpression':'sensor/x/${attributeKey}','valueExpression':'${attributeValue}'},"
            + "{'deviceNameFilter':'(?P<kind>D)','attributeFilter':'.*',"
            + "'topicExpression':'sensor/y','valueExpression':'${attributeKey}=${attributeValue} ${x}'}]";
    try (var down = Downward.start(broker.port(), 5, rules, sink)) {
      Reply reply =
          down.update("D", Map.of("a1", new Value.Real(1.5), "b", new Value.Text("t")), "a2", "c");
      assertThat(reply).isEqualTo(new Reply.Done());
      Mqtt3Publish first = device.nextMessage();
      assertThat(first.getQos().getCode()).isEqualTo(1);
      assertThat(first.getTopic() + " " + FieldDevice.text(first)).isEqualTo("sensor/x/a1 1.5");
      assertThat(device.next()).isEqualTo("sensor/x/a2 null");
      assertThat(device.next()).isEqualTo("sensor/y a1=1.5 ${x}");
      assertThat(device.next()).isEqualTo("sensor/y a2=null ${x}");
      assertThat(device.next()).isEqualTo("sensor/y b=t ${x}");
      assertThat(device.next()).isEqualTo("sensor/y c=null ${x}");
      try (var late = new FieldDevice(broker.port(), "sensor/x/a1")) {
        assertThat(late.nextMessage().isRetain()).isTrue();
      }
    }
  }

  @Test
  void aNameThatWouldReachOtherTopicsIsRefusedAndTheOthersGo() throws Exception {
    try (var down = Downward.start(broker.port(), 5, UPDATES, sink)) {
      Reply reply =
          down.update("SD-1", Map.of("upload#", new Value.Int(1), "uploadOk", new Value.Int(2)));
      assertThat(reply)
          .isEqualTo(new Reply.Failed("upload#: topic sensor/SD-1/upload# must not hold + or #"));
      assertThat(device.next()).startsWith("sensor/SD-1/uploadOk ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void example12_aDeviceGetsTheSharedAttributesItAsksFor(int version) throws Exception {
    sink.platform().set("SN1", AttributeScope.SHARED, "fw", new Value.Text("1.0"));
    sink.platform().set("SN1", AttributeScope.SHARED, "pdu", new Value.Int(2));
    String requests =
        request(
            "'attributeNameExpression':'${versionAttribute}, ${pduAttribute}',"
                + "'topicExpression':'answers/${deviceName}/${attributeKey}',"
                + "'valueExpression':'${attributeKey}: ${attributeValue}'");
    try (var _ = Downward.start(broker.port(), version, requests, sink)) {
      device.publish("ask/x", "{\"serialNumber\":\"SN1\",\"versionAttribute\":\"fw\"}");
      assertThat(device.next()).isEqualTo("answers/SN1/fw fw: \"1.0\"");
      device.publish(
          "ask/x",
          "{\"serialNumber\":\"SN1\",\"versionAttribute\":\"fw\",\"pduAttribute\":\"pdu\"}");
      assertThat(device.next()).isEqualTo("answers/SN1/fw,pdu {\"fw\":\"1.0\",\"pdu\":2}");
    }
  }

  @Test
  void theJsonOfTheValueGoesIntoTheAnswerWithItsQosAndRetained() throws Exception {
    sink.platform().set("SN1", AttributeScope.CLIENT, "fw2", new Value.Real(7.1));
    String requests =
        request(
            "'scope':'client','attributeNameExpressionSource':'constant','qos':1,'retain':true,"
                + "'attributeNameExpression':'fw2','topicExpression':'answers/a',"
                + "'valueExpression':'{\\\"${attributeKey}\\\": ${attributeValue}}'");
    try (var _ = Downward.start(broker.port(), 5, requests, sink)) {
      device.publish("ask/x", "{\"serialNumber\":\"SN1\"}");
      Mqtt3Publish answer = device.nextMessage();
      assertThat(FieldDevice.text(answer)).isEqualTo("{\"fw2\": 7.1}");
      assertThat(answer.getQos().getCode()).isEqualTo(1);
      try (var late = new FieldDevice(broker.port(), "answers/#")) {
        assertThat(late.nextMessage().isRetain()).isTrue();
      }
    }
  }

  @Test
  void aMessageThatIsNoJsonIsEnoughWhereTheTopicSaysAll() throws Exception {
    sink.platform().set("S9", AttributeScope.SHARED, "fw", new Value.Bool(true));
    String requests =
        "'attributeRequests':[{'topicFilter':'ask/+/+','deviceInfo':{"
            + "'deviceNameExpressionSource':'topic','deviceNameExpression':'ask/([^/]+)/'},"
            + "'attributeNameExpressionSource':'topic','attributeNameExpression':'ask/[^/]+/(.*)',"
            + "'topicExpression':'answers/${deviceName}','valueExpression':'${attributeValue}'}]";
    try (var _ = Downward.start(broker.port(), 5, requests, sink)) {
      device.publish("ask/S9/fw", "not JSON");
      assertThat(device.next()).isEqualTo("answers/S9 true");
    }
  }

  @Test
  void whatCantBeAnsweredIsCountedAndTheNextQuestionIsAnswered() throws Exception {
    sink.platform().set("SN1", AttributeScope.SHARED, "fw", new Value.Int(1));
    String requests =
        request(
            "'attributeNameExpression':'${n}','topicExpression':'answers/${attributeKey}',"
                + "'valueExpression':'${attributeValue}'");
    try (var _ = Downward.start(broker.port(), 5, requests, sink)) {
      assertThat(refused("{\"serialNumber\":\"SN1\",\"n\":\"pdu\"}"))
          .isEqualTo(
              new Rejection(
                  "ask/x",
                  "no such attribute",
                  "device SN1 asks for shared attributes [pdu]: the platform has no [pdu]"));
      assertThat(refused("{\"serialNumber\":\"SN1\"}").reason()).isEqualTo("no attribute name");
      assertThat(refused("{\"n\":\"fw\"}").reason()).isEqualTo("no device name");
      assertThat(refused("x").reason()).isEqualTo("not JSON");
      assertThat(refused("{\"serialNumber\":\"SN1\",\"n\":\"" + "x".repeat(5000) + "\"}").reason())
          .isEqualTo("too many attribute names");
      sink.platform().set("SN1", AttributeScope.SHARED, "a#", new Value.Int(1));
      assertThat(refused("{\"serialNumber\":\"SN1\",\"n\":\"a#\"}").detail())
          .endsWith("topic answers/a# must not hold + or #");
      sink.platform().fail("the platform is away");
      assertThat(refused("{\"serialNumber\":\"SN1\",\"n\":\"fw\"}").detail())
          .endsWith("the platform is away");
      sink.platform().fail(null);
      device.publish("ask/x", "{\"serialNumber\":\"SN1\",\"n\":\"fw\"}");
      assertThat(device.next()).isEqualTo("answers/fw 1");
    }
  }

  @Test
  void aSlowPlatformHoldsUpNothingAndWhatWaitsForItIsBounded() throws Exception {
    CountDownLatch let = new CountDownLatch(1);
    String requests =
        request(
                "'attributeNameExpressionSource':'constant','attributeNameExpression':'fw','qos':1,"
                    + "'topicExpression':'answers/a','valueExpression':'${attributeValue}'")
            + ",'connectRequests':[{'topicFilter':'here','deviceInfo':{"
            + "'deviceNameExpressionSource':'constant','deviceNameExpression':'X'}}]";
    try (var _ = Downward.start(broker.port(), 5, requests, new SlowPlatform(sink, let))) {
      for (int i = 0; i < 2001; i++) {
        device.publish("ask/x", "{\"serialNumber\":\"" + i + "\"}");
      }
      device.publish("here", "");
      assertThat(sink.nextEvent()).isEqualTo("online X");
      assertThat(sink.nextRejection().reason()).isEqualTo("too many attribute requests");
      let.countDown();
      Set<String> answers = new HashSet<>();
      for (int i = 0; i < 2000; i++) {
        answers.add(device.next());
      }
      assertThat(answers).hasSize(2000).contains("answers/a \"1999\"");
    }
  }

  private Rejection refused(String message) throws InterruptedException {
    device.publish("ask/x", message);
    return sink.nextRejection();
  }

  private static String request(String members) {
    return "'attributeRequests':[{'topicFilter':'ask/#','deviceInfo':{"
        + "'deviceNameExpressionSource':'message','deviceNameExpression':'${serialNumber}'},"
        + members
        + "}]";
  }
}
