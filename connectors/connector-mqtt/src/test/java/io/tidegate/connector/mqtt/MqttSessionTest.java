package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Rejection;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of messages, with a real broker. */
class MqttSessionTest extends SessionFixture {

  @ParameterizedTest
  @CsvSource({"3,0", "4,1", "4,2", "5,0", "5,1", "5,2"})
  void messagesBecomeRecordsWithEveryVersionAndQos(int version, int qos) throws Exception {
    GateSink sink = GateSink.open();
    try (var _ = Running.start(config("'version':" + version, value("#", 2)), sink)) {
      publisher.publish("a/Дом 1", "{\"v\":7,\"ts\":5}".getBytes(StandardCharsets.UTF_8), qos);
      UplinkRecord record = sink.nextRecord();
      assertThat(record.device().name()).isEqualTo("Дом 1");
      assertThat(record.timestamp()).isEqualTo(5);
      assertThat(record.points().getFirst().value()).isEqualTo(new Value.Int(7));
    }
  }

  @Test
  void aPayloadOfAMegabyteArrives() throws Exception {
    GateSink sink = GateSink.open();
    try (var _ = Running.start(config("", value("#", 1)), sink)) {
      publisher.publish("a/D", "{'v':7,'filler':'" + "x".repeat(1_000_000) + "'}");
      assertThat(sink.nextNumber()).isEqualTo(7);
    }
  }

  @Test
  void aMessageThatDoesNotFitIsShownAndAcknowledgedAndTheNextOnesGoOn() throws Exception {
    GateSink sink = GateSink.open();
    String config = persistent(5, "x", value("a/#", 1));
    try (var _ = Running.start(config, sink)) {
      publisher.publish("a/D", "{'v':");
      Rejection rejection = sink.nextRejection();
      assertThat(rejection.source()).isEqualTo("a/D");
      assertThat(rejection.reason()).isEqualTo("not JSON");
      assertThat(rejection.detail()).startsWith("mapping a/#: ");
      publisher.publish("a/D", "{'v':1}");
      assertThat(sink.nextNumber()).isEqualTo(1);
    }
    publisher.publish("a/D", "{'v':2}");
    GateSink later = GateSink.open();
    try (var _ = Running.start(config, later)) {
      assertThat(later.nextNumber()).isEqualTo(2);
    }
  }

  @Test
  void aTopicThatNoMappingMatchesIsShown() throws Exception {
    try (var _ = Running.start(persistent(5, "x", value("old/#", 1)), GateSink.open())) {
      // Subscribing was all it had to do.
    }
    // The broker has kept the subscription of the configuration before.
    GateSink sink = GateSink.open();
    try (var _ = Running.start(persistent(5, "x", value("new/#", 1)), sink)) {
      publisher.publish("old/D", "{'v':1}");
      assertThat(sink.nextRejection().reason()).isEqualTo("no mapping");
    }
  }

  @Test
  void twoMessagesOfADeviceWithinAMillisecondBothSurvive() throws Exception {
    GateSink sink = GateSink.closed();
    try (var _ = Running.start(config("", value("#", 1)), sink)) {
      for (int i = 0; i < 20; i++) {
        publisher.publish("a/D", "[{'v':1},{'v':2},{'v':3}]");
      }
      sink.openGate();
      List<Long> times = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        times.add(sink.nextRecord().timestamp());
      }
      assertThat(times).doesNotHaveDuplicates().isSorted();
    }
  }

  @Test
  void everyMappingOfATopicIsUsedOnceThoughTheBrokerSendsOneCopyPerSubscription() throws Exception {
    GateSink sink = GateSink.open();
    String mappings =
        "'mapping':["
            + mapping("a/#", 1, "first")
            + ","
            + mapping("a/+", 1, "second")
            + ","
            + mapping("a/+", 2, "third")
            + "]";
    try (var _ = Running.start(config("", mappings), sink)) {
      publisher.publish("a/D", "{'v':1}");
      publisher.publish("a/D", "{'v':2}");
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        keys.add(sink.nextRecord().points().getFirst().key());
      }
      assertThat(keys).containsExactly("first", "second", "third", "first", "second", "third");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void aSharedSubscriptionMayHaveWildcards(int version) throws Exception {
    GateSink sink = GateSink.open();
    try (var _ =
        Running.start(config("'version':" + version, value("$share/g/sensor/+/data", 1)), sink)) {
      publisher.publish("sensor/S1/data", "{'v':3}");
      assertThat(sink.nextNumber()).isEqualTo(3);
    }
  }

  @Test
  void requestsSayWhichDevicesAreThereBesideMappingsAndInOrder() throws Exception {
    GateSink sink = GateSink.open();
    String requests =
        ",'requestsMapping':{'connectRequests':[{'topicFilter':'sensor/+/connect','deviceInfo':{"
            + "'deviceNameExpressionSource':'topic','deviceNameExpression':'sensor/([^/]+)/'}}],"
            + "'disconnectRequests':[{'topicFilter':'sensor/bye','deviceInfo':{"
            + "'deviceNameExpression':'${id}'}}]}";
    try (var _ = Running.start(config("", value("sensor/#", 1) + requests), sink)) {
      publisher.publish("sensor/S9/connect", "{'v':1}");
      publisher.publish("sensor/bye", "{'id':'S9','v':1}");
      publisher.publish("sensor/bye", "{'v':1}");
      assertThat(List.of(sink.nextEvent(), sink.nextEvent(), sink.nextEvent(), sink.nextEvent()))
          .containsExactly("online S9", "data connect", "offline S9", "data bye");
      assertThat(sink.nextRejection().reason()).isEqualTo("no device name");
    }
  }

  /** Java's regular expressions recurse where they have to try alternatives. */
  @Test
  void aTopicThatIsTooMuchForAnExpressionIsShownAndAcknowledgedAndTheNextOnesGoOn()
      throws Exception {
    GateSink sink = GateSink.open();
    String requests =
        ",'requestsMapping':{'connectRequests':[{'topicFilter':'sensor/+/connect','deviceInfo':{"
            + "'deviceNameExpressionSource':'topic',"
            + "'deviceNameExpression':'sensor/((?:\\\\w|-)+)/'}}]}";
    String config = persistent(5, "x", value("data/+", 1) + requests);
    try (var _ = Running.start(config, sink)) {
      publisher.publish("sensor/" + "s".repeat(60_000) + "/connect", "{}");
      publisher.publish("sensor/S-9/connect", "{}");
      Rejection rejection = sink.nextRejection();
      assertThat(rejection.reason()).isEqualTo("bug");
      assertThat(rejection.detail()).contains("StackOverflowError");
      assertThat(sink.nextEvent()).isEqualTo("online S-9");
    }
    publisher.publish("data/D", "{'v':2}");
    GateSink later = GateSink.open();
    try (var _ = Running.start(config, later)) {
      assertThat(later.nextEvent()).isEqualTo("data D");
      assertThat(later.hasRejections()).isFalse();
    }
  }

  @Test
  void customConvertersAreRefusedByName() throws Exception {
    GateSink sink = GateSink.open();
    String mapping =
        "'mapping':[{'topicFilter':'c','converter':{'type':'custom','extension':'MyConverter'}}]";
    try (var _ = Running.start(config("", mapping), sink)) {
      publisher.publish("c", "x");
      assertThat(sink.nextRejection().detail()).contains("MyConverter");
    }
  }
}
