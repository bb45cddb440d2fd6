package io.tidegate.connector.mqtt;

import io.tidegate.testkit.MosquittoProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A broker, a device that publishes, and configurations of sessions. */
abstract class SessionFixture extends BrokerFixture {

  Publisher publisher;

  @Override
  MosquittoProcess.Builder configured(MosquittoProcess.Builder bare) {
    return bare.option("max_queued_messages 0").persistent();
  }

  @BeforeEach
  void connectPublisher() {
    publisher = new Publisher(broker.port());
  }

  @AfterEach
  void disconnectPublisher() {
    if (publisher != null) {
      publisher.close();
    }
  }

  /** The mapping that most tests use: the last level of the topic is the device. */
  static String value(String filter, int qos) {
    return "'mapping':[" + mapping(filter, qos, "v") + "]";
  }

  static String mapping(String filter, int qos, String key) {
    return ("{'topicFilter':'%s','subscriptionQos':%d,'converter':{'type':'json','deviceInfo':{"
            + "'deviceNameExpressionSource':'topic','deviceNameExpression':'/([^/]+)$'},"
            + "'timeseries':[{'type':'integer','key':'%s','value':'${v}'}]}}")
        .formatted(filter, qos, key);
  }

  String config(String brokerMembers, String members) {
    return "{'broker':{'host':'127.0.0.1','port':%d%s},%s}"
        .formatted(broker.port(), brokerMembers.isEmpty() ? "" : "," + brokerMembers, members);
  }

  String persistent(int version, String clientId, String members) {
    return config(
        ("'version':%d,'clientId':'%s','cleanStart':false,'cleanSession':false,"
                + "'sessionExpiryInterval':3600")
            .formatted(version, clientId),
        members);
  }

  static List<Long> numbers(GateSink sink, int count) throws InterruptedException {
    List<Long> numbers = new ArrayList<>();
    while (numbers.size() < count) {
      numbers.add(sink.nextNumber());
    }
    return numbers;
  }

  static List<Long> upTo(long count) {
    return LongStream.range(0, count).boxed().toList();
  }
}
