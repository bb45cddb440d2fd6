package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Missed;
import io.tidegate.testkit.CapturingSink;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatenessTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern RATES =
      Pattern.compile(
          "it carries some ([0-9.]+) requests a second, ([0-9.]+) are asked for; the longest took"
              + " ([0-9.]+) s");

  private final CapturingSink sink = new CapturingSink();
  private Field field;

  @BeforeEach
  void start() throws IOException {
    field = Field.tcp();
    field.unit(1).countingFrom(0);
  }

  @AfterEach
  void stop() {
    field.close();
  }

  @Test
  void whatIsLeftOutIsToldWithWhatTheLineCarries() throws Exception {
    field.unit(1).delay(Duration.ofMillis(50));
    try (var _ = Running.start(twoRequestsEach(20), sink)) {
      Awaitility.await().atMost(PATIENCE).until(() -> !sink.missed().isEmpty());
    }
    Missed missed = sink.missed().getFirst();
    assertThat(missed.source()).isEqualTo("tcp://127.0.0.1:" + field.port());
    assertThat(missed.reason()).isEqualTo("polls left out");
    // Of a hundred periods within 2 s there is time for twenty.
    assertThat(missed.count()).isBetween(60L, 200L);
    Matcher rates = RATES.matcher(missed.detail());
    assertThat(rates.matches()).as(missed.detail()).isTrue();
    assertThat(Double.parseDouble(rates.group(1))).isBetween(10.0, 20.5);
    assertThat(Double.parseDouble(rates.group(2))).isEqualTo(100);
    assertThat(Double.parseDouble(rates.group(3))).isBetween(0.05, 1.0);
  }

  @Test
  void whatWasNotToldYetIsToldAtTheEnd() throws Exception {
    field.unit(1).delay(Duration.ofMillis(30));
    try (var _ = Running.start(twoRequestsEach(5), sink)) {
      sink.next(PATIENCE);
      sink.next(PATIENCE);
    }
    assertThat(sink.missed()).hasSize(1);
  }

  @Test
  void aLineThatKeepsItsPeriodsTellsNothing() throws Exception {
    try (var _ = Running.start(twoRequestsEach(500), sink)) {
      sink.next(PATIENCE);
      sink.next(PATIENCE);
    }
    assertThat(sink.missed()).isEmpty();
  }

  @Test
  void theLineIsNotBlamedForWhatTheStorageHoldsUp() throws Exception {
    try (var _ = Running.start(twoRequestsEach(1000), sink)) {
      sink.next(PATIENCE);
      sink.block();
      sink.awaitBlocked(1, PATIENCE);
      Awaitility.await().pollDelay(Duration.ofMillis(2200)).until(() -> true);
      sink.unblock();
      sink.drain();
      sink.next(PATIENCE);
      sink.next(PATIENCE);
    }
    assertThat(sink.missed())
        .extracting(Missed::reason)
        .containsOnly("polls left out while records could not be stored");
  }

  private String twoRequestsEach(int period) {
    return ("{'master':{'slaves':[{'host':'127.0.0.1','port':%d,'unitId':1,'deviceName':'D',"
            + "'pollPeriod':%d,'timeseries':["
            + "{'tag':'a','type':'16uint','functionCode':3,'address':0},"
            + "{'tag':'b','type':'16uint','functionCode':3,'address':5000}]}]}}")
        .formatted(field.port(), period);
  }
}
