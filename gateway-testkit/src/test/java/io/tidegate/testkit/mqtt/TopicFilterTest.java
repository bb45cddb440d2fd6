package io.tidegate.testkit.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFilterTest {

  // MQTT 5, section 4.7.1.
  @ParameterizedTest
  @CsvSource({
    "a/b, a/b, true",
    "a/+, a/b, true",
    "a/+, a/, true",
    "a/+, a, false",
    "a/+, a/b/c, false",
    "a/#, a, true",
    "a/#, a/b/c, true",
    "+/+, /x, true",
    "#, $SYS/x, false",
    "$SYS/#, $SYS/x, true",
    "a/b, a/c, false"
  })
  void matchesAsTheStandardSays(String filter, String topic, boolean matches) {
    assertThat(new TopicFilter(filter).matches(topic)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"a/#/b, false", "a#, false", "a+/b, false", "+/b/#, true", "#, true"})
  void knowsWhereWildcardsMayStand(String filter, boolean valid) {
    assertThat(new TopicFilter(filter).isValid()).isEqualTo(valid);
  }
}
