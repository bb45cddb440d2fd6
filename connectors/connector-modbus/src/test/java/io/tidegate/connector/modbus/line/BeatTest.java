package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeatTest {

  @ParameterizedTest(name = "{0} polls a second: {1} ms")
  @CsvSource({"0, 250", "1, 250", "100, 250", "125, 200", "250, 100", "500, 50", "10000, 50"})
  void theMoreIsReadTheFewerLinesBeginAtOnce(double polls, long millis) {
    assertThat(Beat.of(polls).nanos()).isEqualTo(millis * 1_000_000);
  }

  @Test
  void aPeriodOfASecondSuitsAndAShorterOneDoesNot() {
    assertThat(Beat.suits(Duration.ofSeconds(1))).isTrue();
    assertThat(Beat.suits(Duration.ofMillis(999))).isFalse();
  }
}
