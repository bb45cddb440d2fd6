package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Rejection;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.testkit.CapturingSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final CapturingSink sink = new CapturingSink();
  private Field field;

  @BeforeEach
  void start() throws IOException {
    field = Field.rtuOverTcp();
  }

  @AfterEach
  void stop() {
    field.close();
  }

  @Test
  void oneDeadOf32CostsTheOthersLittle() throws Exception {
    List<String> units = new ArrayList<>();
    for (int id = 1; id <= 32; id++) {
      field.unit(id).countingFrom(0);
      units.add(unit(id, "D" + id, 250, "'timeout':0.2"));
    }
    field.unit(7).silent(true);
    try (var _ = Running.units(sink, units.toArray(String[]::new))) {
      sink.next(PATIENCE);
      Awaitility.await().atMost(PATIENCE).until(() -> field.unit(1).requests().size() >= 24);
      int least =
          IntStream.rangeClosed(1, 32)
              .filter(id -> id != 7)
              .map(id -> field.unit(id).requests().size())
              .min()
              .orElseThrow();
      assertThat(least).isGreaterThanOrEqualTo(21);
      assertThat(field.unit(7).requests().size()).isBetween(2, 4);
      assertThat(sink.onlineDevices()).hasSize(31);
    }
  }

  @Test
  void aUnitThatAnswersAgainIsAsOnTheFirstDay() throws Exception {
    field.unit(1).countingFrom(0);
    field.unit(2).countingFrom(0);
    try (var _ =
        Running.units(
            sink, unit(1, "A", 100, "'timeout':0.05"), unit(2, "B", 100, "'timeout':0.05"))) {
      awaitOnline("A", "B");
      field.unit(2).silent(true);
      awaitOnline("A");
      field.unit(2).silent(false);
      awaitOnline("A", "B");
      sink.drain();
      List<UplinkRecord> records = new ArrayList<>();
      while (records.stream().filter(r -> r.device().name().equals("B")).count() < 5) {
        records.add(sink.next(PATIENCE));
      }
      assertThat(records).hasSizeLessThan(14);
    }
  }

  @Test
  void whatWasReadBeforeAUnitFellSilentIsKept() throws Exception {
    field.unit(1).countingFrom(0).silentAfter(3);
    try (var _ =
        Running.units(sink, unit(1, "A", 100, "'timeout':0.1,'maxRegistersPerRequest':5"))) {
      assertThat(sink.next(PATIENCE).points()).hasSize(10);
      assertThat(sink.next(PATIENCE).points()).hasSize(5);
    }
  }

  @Test
  void aPeerThatAcceptsAndNeverAnswersIsConnectedToAnew() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var running =
            Running.units(
                sink,
                "{'host':'127.0.0.1','port':%d,'unitId':1,'deviceName':'D','pollPeriod':100,"
                        .formatted(silent.getLocalPort())
                    + "'timeout':0.1,'timeseries':[{'tag':'t','type':'16int','functionCode':3,"
                    + "'address':0}]}")) {
      assertThat(running.end()).isInstanceOf(IOException.class);
      assertThat(sink.onlineDevices()).isEmpty();
    }
  }

  @Test
  void aLateAnswerIsNotTakenForAnother() throws Exception {
    field.unit(1).countingFrom(0);
    field.unit(2).countingFrom(5000);
    String more = "'byteOrder':'BIG','timeout':0.1,'maxRegistersPerRequest':5";
    try (var _ = Running.units(sink, unit(1, "A", 100, more), unit(2, "B", 100, more))) {
      awaitOnline("A", "B");
      field.unit(1).delay(Duration.ofMillis(150));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> !sink.onlineDevices().contains(new Device("A", "default")));
      field.unit(1).delay(Duration.ZERO);
      awaitOnline("A", "B");
      for (UplinkRecord record : sink.drain()) {
        int start = record.device().name().equals("A") ? 0 : 5000;
        record
            .points()
            .forEach(point ->
                assertThat(point.value().toString())
                    .isEqualTo(
                        "Int[value=%d]"
                            .formatted(start + Integer.parseInt(point.key().substring(2)))));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 10, 11})
  void aUnitThatRefusesEverythingIsAskedAgainAndGoesOn(int code) throws Exception {
    field.unit(1).countingFrom(0);
    field.unit(2).countingFrom(0);
    field.unit(1).failWith(code);
    try (var _ =
        Running.units(sink, unit(1, "A", 50, "'timeout':0.1"), unit(2, "B", 50, "'timeout':0.1"))) {
      awaitOnline(code == 10 || code == 11 ? new String[] {"B"} : new String[] {"A", "B"});
      Awaitility.await().atMost(PATIENCE).until(() -> !sink.rejections().isEmpty() || code >= 10);
      assertThat(sink.rejections())
          .extracting(Rejection::source)
          .allMatch(source -> source.startsWith("A, holding registers"));
      sink.drain();
      for (int i = 0; i < 5; i++) {
        assertThat(sink.next(PATIENCE).device().name()).isEqualTo("B");
      }
      if (code >= 4) {
        field.unit(1).failWith(0);
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> sink.next(PATIENCE).device().name().equals("A"));
      }
    }
  }

  @Test
  void oneRegisterThatFailsAgainAndAgainDoesNotCostTheOthers() throws Exception {
    field.unit(1).countingFrom(0).withoutAddress(3);
    field.unit(1).refuseWith(4);
    try (var _ = Running.units(sink, unit(1, "A", 20, "'timeout':0.5"))) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> sink.next(PATIENCE).points().size(), size -> size == 9);
    }
  }

  private void awaitOnline(String... names) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() ->
            assertThat(sink.onlineDevices())
                .extracting(Device::name)
                .containsExactlyInAnyOrder(names));
  }

  private String unit(int id, String name, int period, String more) {
    return ("{'host':'127.0.0.1','port':%d,'method':'rtu','unitId':%d,'deviceName':'%s',"
            + "'pollPeriod':%d,%s,'timeseries':[{'tag':'r','type':'16uint','functionCode':3,"
            + "'address':'0-9'}]}")
        .formatted(field.port(), id, name, period, more);
  }
}
