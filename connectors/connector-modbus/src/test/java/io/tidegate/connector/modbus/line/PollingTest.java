package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Missed;
import io.tidegate.connector.Report;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.data.DataPoint;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.testkit.CapturingSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CapturingSink sink = new CapturingSink();
  private Field field;

  @BeforeEach
  void start() throws IOException {
    field = Field.tcp();
  }

  @AfterEach
  void stop() {
    field.close();
  }

  /** Worked example 1, with our decision: one request where Python made six. */
  @Test
  void oneBadTagCostsOnlyItselfAndTheRestIsOneRecord() throws Exception {
    field.unit(1).countingFrom(100).withoutAddress(5000);
    String tags =
        "'byteOrder':'BIG','wordOrder':'BIG',"
            + "'attributes':[{'tag':'a','type':'16int','functionCode':3,'address':0}],"
            + "'timeseries':["
            + "{'tag':'t1','type':'16int','functionCode':3,'address':1,'divider':10},"
            + "{'tag':'t2','type':'16int','functionCode':3,'address':2},"
            + "{'tag':'f','type':'32int','functionCode':3,'objectsCount':2,'address':3},"
            + "{'tag':'oor','type':'16int','functionCode':3,'address':5000},"
            + "{'tag':'w_${address}','type':'16int','functionCode':3,'address':'10-12'}]";
    try (var _ = Running.units(sink, unit(1, "MD", 200, tags))) {
      UplinkRecord record = sink.next(PATIENCE);
      assertThat(record.device().name()).isEqualTo("MD");
      assertThat(values(record))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "a", new Value.Int(100),
                  "t1", new Value.Real(10.1),
                  "t2", new Value.Int(102),
                  "f", new Value.Int(6750312),
                  "w_10", new Value.Int(110),
                  "w_11", new Value.Int(111),
                  "w_12", new Value.Int(112)));
      assertThat(record.points().getFirst().kind()).isEqualTo(DataPoint.Kind.ATTRIBUTE);
      sink.next(PATIENCE);
      sink.next(PATIENCE);
      assertThat(field.unit(1).requests()).startsWith("3 0+13", "3 5000+1", "3 0+13", "3 0+13");
      assertThat(sink.rejections()).hasSize(1);
      assertThat(sink.rejections().getFirst().reason()).isEqualTo("illegal data address");
      assertThat(sink.rejections().getFirst().detail()).contains("oor");
    }
  }

  @Test
  void aBlockThatIsRefusedIsReadInPartsInTheSameRound() throws Exception {
    field.unit(1).countingFrom(0).withoutAddress(57);
    try (var _ =
        Running.units(
            sink, unit(1, "D", 300, "'timeseries':[" + range("r_${address}", "0-99") + "]"))) {
      assertThat(values(sink.next(PATIENCE))).hasSize(99).doesNotContainKey("r_57");
      assertThat(values(sink.next(PATIENCE))).hasSize(99);
      assertThat(field.unit(1).requests().stream().dropWhile(each -> !each.equals("3 0+57")))
          .startsWith("3 0+57", "3 58+42")
          .containsOnly("3 0+57", "3 58+42");
    }
  }

  /** As jsmodbus does; once may be a mistake, and thrice is none. */
  @Test
  void aTagThatIsAnsweredWithoutDataAgainAndAgainCostsOnlyItself() throws Exception {
    field.unit(1).countingFrom(0).withoutAddress(3);
    field.unit(1).refuseWithoutData();
    try (var _ =
        Running.units(
            sink, unit(1, "D", 50, "'timeseries':[" + range("r_${address}", "0-3") + "]"))) {
      UplinkRecord record = sink.next(PATIENCE);
      while (record.points().size() < 3) {
        record = sink.next(PATIENCE);
      }
      assertThat(values(record)).containsOnlyKeys("r_0", "r_1", "r_2");
      assertThat(sink.onlineDevices()).hasSize(1);
      assertThat(sink.rejections().getFirst().reason()).isEqualTo("less data than asked for");
      assertThat(field.unit(1).requests()).startsWith("3 0+4", "3 0+4", "3 0+4", "3 0+2", "3 2+2");
    }
  }

  @Test
  void whatWasRefusedIsNotAskedForAgainWhenTheConnectionIsMadeAnew() throws Exception {
    field.unit(1).countingFrom(0).withoutAddress(57);
    String config =
        "{'master':{'slaves':["
            + unit(1, "D", 300, "'timeseries':[" + range("r_${address}", "0-99") + "]")
            + "]}}";
    Endpoint line = Lines.of(config).getFirst();
    try (var _ = Running.of(line.open(sink))) {
      assertThat(values(sink.next(PATIENCE))).hasSize(99);
    }
    sink.drain();
    field.unit(1).forget();
    try (var _ = Running.of(line.open(sink))) {
      assertThat(values(sink.next(PATIENCE))).hasSize(99);
    }
    assertThat(field.unit(1).requests()).startsWith("3 0+57", "3 58+42").doesNotContain("3 0+100");
    assertThat(sink.rejections()).hasSize(1);
  }

  /** Weak point B2 of the Python gateway. */
  @Test
  void twoRangesWithOneTemplateDoNotMix() throws Exception {
    field.unit(1).countingFrom(1000);
    try (var _ =
        Running.units(
            sink,
            unit(
                1,
                "D",
                1000,
                "'byteOrder':'BIG','timeseries':["
                    + range("${unitId}.${type}.${address}", "0-3")
                    + ","
                    + range("${unitId}.${type}.${address}", "10-13")
                    + "]"))) {
      Map<String, Value> values = values(sink.next(PATIENCE));
      assertThat(values).hasSize(8).containsEntry("1.16uint.2", new Value.Int(1002));
      assertThat(values).containsEntry("1.16uint.12", new Value.Int(1012));
    }
  }

  @Test
  void aWideRangeIsReadWithTheLargestRequestsThereAre() throws Exception {
    field.unit(1).countingFrom(0);
    try (var _ =
        Running.units(sink, unit(1, "D", 60_000, "'timeseries':[" + range("r", "0-299") + "]"))) {
      assertThat(values(sink.next(PATIENCE))).hasSize(300).containsKey("r_299");
      assertThat(field.unit(1).requests()).containsExactly("3 0+125", "3 125+125", "3 250+50");
    }
  }

  /** Worked example 6. */
  @Test
  void aRangeOfLongValuesHasAKeyForEach() throws Exception {
    field.unit(1).set(0, 1, 0, 2, 0, 3, 0);
    try (var _ =
        Running.units(
            sink,
            unit(
                1,
                "D",
                60_000,
                "'byteOrder':'BIG','wordOrder':'LITTLE','timeseries':[{'tag':'v_${unitId}_"
                    + "${functionCode}_${address}_${type}_${objectsCount}','type':'32int',"
                    + "'functionCode':3,'objectsCount':2,'address':'0-4'}]"))) {
      assertThat(values(sink.next(PATIENCE)))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "v_1_3_0_32int_2", new Value.Int(1),
                  "v_1_3_2_32int_2", new Value.Int(2),
                  "v_1_3_4_32int_2", new Value.Int(3)));
    }
  }

  @Test
  void coilsAndRegistersOfAllFourTablesAreRead() throws Exception {
    field.unit(1).set(7, 42).setCoil(3, true, true, false, false);
    try (var _ =
        Running.units(
            sink,
            unit(
                1,
                "D",
                60_000,
                "'byteOrder':'BIG','timeseries':["
                    + "{'tag':'c','type':'bits','functionCode':1,'objectsCount':4,'address':3},"
                    + "{'tag':'d','type':'bits','functionCode':2,'address':4},"
                    + "{'tag':'h','type':'16int','functionCode':3,'address':7},"
                    + "{'tag':'i','type':'16int','functionCode':4,'address':7}]"))) {
      assertThat(values(sink.next(PATIENCE)))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "c", new Value.Json("[true,true,false,false]"),
                  "d", new Value.Bool(true),
                  "h", new Value.Int(42),
                  "i", new Value.Int(42)));
    }
  }

  @Test
  void eachTagHasItsOwnPeriod() throws Exception {
    field.unit(1).countingFrom(0);
    try (var _ =
        Running.units(
            sink,
            unit(
                1,
                "D",
                60_000,
                "'timeseries':[{'tag':'fast','type':'16int','functionCode':3,'address':0,"
                    + "'pollPeriod':50},{'tag':'slow','type':'16int','functionCode':3,"
                    + "'address':1}]"))) {
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        keys.addAll(values(sink.next(PATIENCE)).keySet());
      }
      assertThat(keys).containsOnlyOnce("slow").contains("fast");
    }
  }

  @Test
  void theRateIsFixed() throws Exception {
    field.unit(1).countingFrom(0);
    field.unit(1).delay(Duration.ofMillis(20));
    long took;
    try (var _ =
        Running.units(sink, unit(1, "D", 100, "'timeseries':[" + range("r", "0-9") + "]"))) {
      long first = sink.next(PATIENCE).timestamp();
      for (int i = 0; i < 19; i++) {
        sink.next(PATIENCE);
      }
      took = sink.next(PATIENCE).timestamp() - first;
    }
    long periods = 20 + sink.missed().stream().mapToLong(Missed::count).sum();
    // Were each period to begin when the one before has ended, it would be 120 and more.
    assertThat(took / periods).isBetween(90L, 115L);
  }

  @Test
  void reportStrategiesOfUnitsAndTagsGoAlong() throws Exception {
    try (var _ =
        Running.units(
            sink,
            unit(
                1,
                "D",
                60_000,
                "'reportStrategy':{'type':'ON_RECEIVED'},'timeseries':[{'tag':'r','type':'16int',"
                    + "'functionCode':3,'address':'1-2',"
                    + "'reportStrategy':{'type':'ON_CHANGE'}}]"))) {
      field.unit(1).countingFrom(0);
      Report report = sink.nextReport(PATIENCE);
      assertThat(report.strategies().of(DataPoint.Kind.TIMESERIES, "r_2"))
          .isInstanceOf(ReportStrategy.OnChange.class);
      assertThat(report.strategies().of(DataPoint.Kind.ATTRIBUTE, "x"))
          .isInstanceOf(ReportStrategy.OnReceived.class);
      assertThat(report.receivedAt()).isPositive();
    }
  }

  @Test
  void aDeviceIsOnlineFromItsFirstAnswerToTheEndOfTheConnection() throws Exception {
    field.unit(1).countingFrom(0);
    try (var running =
        Running.units(sink, unit(1, "D", 100, "'timeseries':[" + range("r", "0-9") + "]"))) {
      sink.next(PATIENCE);
      assertThat(sink.onlineDevices()).extracting(d -> d.name()).containsExactly("D");
      field.close();
      assertThat(running.end()).isInstanceOf(IOException.class);
      assertThat(sink.onlineDevices()).isEmpty();
    }
  }

  @Test
  void theLogBeingFullHoldsThePollsUp() throws Exception {
    field.unit(1).countingFrom(0);
    sink.block();
    try (var _ = Running.units(sink, unit(1, "D", 1, "'timeseries':[" + range("r", "0-9") + "]"))) {
      sink.awaitBlocked(1, PATIENCE);
      Awaitility.await()
          .during(Duration.ofMillis(300))
          .atMost(PATIENCE)
          .until(() -> field.unit(1).requests().size(), size -> size < 1000);
      sink.unblock();
      assertThat(values(sink.next(PATIENCE))).hasSize(10);
    }
  }

  static Map<String, Value> values(UplinkRecord record) {
    Map<String, Value> values = new LinkedHashMap<>();
    record.points().forEach(point -> values.put(point.key(), point.value()));
    return values;
  }

  private static String range(String tag, String addresses) {
    return "{'tag':'%s','type':'16uint','functionCode':3,'address':'%s'}".formatted(tag, addresses);
  }

  private String unit(int id, String name, int period, String more) {
    return "{'host':'127.0.0.1','port':%d,'unitId':%d,'deviceName':'%s','pollPeriod':%d,%s}"
        .formatted(field.port(), id, name, period, more);
  }
}
