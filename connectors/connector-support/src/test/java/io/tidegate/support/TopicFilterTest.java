package io.tidegate.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {

  @ParameterizedTest
  @CsvSource({
    "a/b,                   a/b,             true",
    "a/b,                   a/b/c,           false",
    "a/b,                   a/bc,            false",
    "data/,                 data/,           true",
    "data/,                 data,            false",
    "a/+,                   a/b,             true",
    "a/+,                   a/,              true",
    "a/+,                   a,               false",
    "a/+,                   a/b/c,           false",
    "+/+,                   /b,              true",
    "+,                     a,               true",
    "+,                     /a,              false",
    "a/+/c,                 a//c,            true",
    "a/#,                   a,               true",
    "a/#,                   a/b/c,           true",
    "a/#,                   ab,              false",
    "#,                     a/b,             true",
    "#,                     /,               true",
    "#,                     $SYS/uptime,     false",
    "+/uptime,              $SYS/uptime,     false",
    "$SYS/#,                $SYS/uptime,     true",
    "$aws/+/x,              $aws/y/x,        true",
    "$share/g/sensor/data,  sensor/data,     true",
    "$share/g/sensor/+/data, sensor/1/data,  true",
    "$share/g/#,            sensor/1/data,   true",
    "$share/g//a,           /a,              true",
    "$queue/sensor/+,       sensor/1,        true",
    "a.c/[x],               abc/x,           false",
    "температура/+,         температура/1,   true",
  })
  void matchesAsMqttSays(String filter, String topic, boolean expected) {
    assertThat(TopicFilter.compile(filter).matches(topic)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/#/b", "a#", "a/b+", "+a/b", "$share/g", "$share//a", "$queue/"})
  void saysWhatIsNoFilter(String filter) {
    assertThat(TopicFilter.problem(filter)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "a/#,          a/+/c,         true",
    "a/#,          a,             true",
    "a/#,          a/#,           true",
    "#,            a/b,           true",
    "#,            $SYS/b,        false",
    "a/+,          a/b,           true",
    "a/+,          a/#,           false",
    "a/+/c,        a/b/+,         false",
    "a/b,          a/+,           false",
    "a/+/#,        a/b,           true",
    "$share/g/#,   $share/g/a,    false",
    "#,            $share/g/a,    false",
    "$share/g/a,   $share/g/a,    true",
  })
  void coversFiltersWhoseTopicsAreAllItsOwn(String filter, String other, boolean expected) {
    assertThat(TopicFilter.compile(filter).covers(TopicFilter.compile(other))).isEqualTo(expected);
  }
}
