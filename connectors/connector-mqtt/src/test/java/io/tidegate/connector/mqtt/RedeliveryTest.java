package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.data.UplinkRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that the broker sends again become the same records as before. */
class RedeliveryTest extends SessionFixture {

  private static final String TWO_DEVICES =
      "'mapping':[{'topicFilter':'#','subscriptionQos':1,'converter':{'type':'json','deviceInfo':{"
          + "'deviceNameExpressionSource':'message','deviceNameExpression':'${name}'},"
          + "'timeseries':[{'type':'integer','key':'v','value':'${v}'}]}}]";

  @TempDir private Path configuration;

  @ParameterizedTest
  @CsvSource({"4,1", "4,2", "5,1", "5,2"})
  void whatIsSentAgainToANewProcessKeepsItsTime(int version, int qos) throws Exception {
    String config = persistent(version, "again", value("#", qos));
    GateSink stuck = GateSink.closed();
    UplinkRecord first;
    try (var _ = Running.start(config, configuration, stuck)) {
      publisher.publish("a/D", "{'v':1}");
      first = stuck.nextOffered();
    }
    publisher.publish("a/D", "{'v':2}");
    GateSink sink = GateSink.open();
    try (var _ = Running.start(config, configuration, sink)) {
      assertThat(sink.nextRecord()).isEqualTo(first);
      UplinkRecord second = sink.nextRecord();
      assertThat(second.points()).isNotEqualTo(first.points());
      assertThat(second.timestamp()).isGreaterThan(first.timestamp());
    }
  }

  @Test
  void everyRecordOfAMessageKeepsItsTime() throws Exception {
    String config = persistent(5, "again", TWO_DEVICES);
    GateSink stuck = GateSink.closed();
    int records = Given.MOST + 3;
    List<UplinkRecord> before = new ArrayList<>();
    try (var _ = Running.start(config, configuration, stuck)) {
      publisher.publish(
          "a",
          IntStream.range(0, records)
              .mapToObj(i -> "{'name':'D%d','v':%d}".formatted(i % 2, i))
              .toList()
              .toString());
      for (int i = 0; i < records; i++) {
        before.add(stuck.nextOffered());
      }
    }
    GateSink sink = GateSink.open();
    try (var _ = Running.start(config, configuration, sink)) {
      List<UplinkRecord> after = new ArrayList<>();
      for (int i = 0; i < records; i++) {
        after.add(sink.nextRecord());
      }
      assertThat(after).isEqualTo(before);
    }
  }

  @Test
  void theSameMessagePublishedOnceMoreIsAnotherRecord() throws Exception {
    String config = persistent(5, "again", value("#", 1));
    GateSink sink = GateSink.open();
    try (var _ = Running.start(config, configuration, sink)) {
      publisher.publish("a/D", "{'v':1}");
      publisher.publish("a/D", "{'v':1}");
      UplinkRecord first = sink.nextRecord();
      assertThat(sink.nextRecord().timestamp()).isGreaterThan(first.timestamp());
    }
  }

  @Test
  void whereTheBrokerKeepsNoSessionNothingIsWritten() throws Exception {
    GateSink sink = GateSink.open();
    try (var _ = Running.start(config("", value("#", 1)), configuration, sink)) {
      publisher.publish("a/D", "{'v':1}");
      assertThat(sink.nextNumber()).isEqualTo(1);
    }
    assertThat(configuration).isEmptyDirectory();
  }

  @Test
  void aFileThatCannotBeWrittenStopsNothing() throws Exception {
    Files.writeString(configuration.resolve("mqtt-state"), "not a folder");
    GateSink sink = GateSink.open();
    try (var _ = Running.start(persistent(5, "again", value("#", 1)), configuration, sink)) {
      publisher.publish("a/D", "{'v':1}");
      publisher.publish("a/D", "{'v':2}");
      assertThat(numbers(sink, 2)).containsExactly(1L, 2L);
    }
  }
}
