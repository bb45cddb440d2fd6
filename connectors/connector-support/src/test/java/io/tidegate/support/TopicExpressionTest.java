package io.tidegate.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicExpressionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(?<=sensor/)(.*?)(?=/data) ; sensor/SN1/data   ; SN1",
        "t/([^/]+)/([^/]+)/         ; t/a/b/c           ; b",
        "sensor/([^/]+)/connect     ; sensor/S9/connect ; S9",
        "sensor/[^/]+               ; x/sensor/S9/y     ; sensor/S9",
        "(a(b))                     ; ab                ; ab",
        "(a)|(b)                    ; a                 ; a",
        "(?P<name>\\d+)             ; s/42              ; 42",
        "(?:x/)([(\\])]+)           ; x/()              ; ()",
        "Thermometer                ; sensor/SN1/data   ; Thermometer",
        "sensor/(\\d+)              ; other/1           ;",
        "s/(.*)                     ; s/                ;",
      })
  void isTheLastGroupElseTheMatch(String regex, String topic, @Nullable String expected) {
    assertThat(TopicExpression.compile(regex.strip()).value(topic)).isEqualTo(expected);
  }

  @Test
  void saysWhereAnExpressionIsWrong() {
    assertThatThrownBy(() -> TopicExpression.compile("sensor/(.*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Unclosed group");
  }
}
