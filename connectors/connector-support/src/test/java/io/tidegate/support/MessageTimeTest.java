package io.tidegate.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.support.DateFormat.Order;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MessageTimeTest {

  private static final DateFormat FORMAT = new DateFormat(Order.MONTH_FIRST, ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'ts':1600000000000}                      | 1600000000000",
        "{'timestamp':1600000000000}               | 1600000000000",
        "{'ts':1,'timestamp':2}                    | 1",
        "{'ts':'1600000000000'}                    | 1600000000000",
        "{'ts':1600000000}                         | 1600000000",
        "{'ts':1600000000000.7}                    | 1600000000000",
        "{'ts':'2020-03-17T16:16:03Z'}             | 1584461763000",
        "{'ts':0,'timestamp':2}                    | 2",
        "{'ts':true}                               |",
        "{'ts':'soon'}                             |",
        "{}                                        |",
      })
  void isTheTsOfTheMessageElseItsTimestamp(String message, @Nullable Long expected) {
    assertThat(MessageTime.of(parse(message), FORMAT, 0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "${time}       | {'time':'2020-03-17T16:16:03Z'}               | Found[time=1584461763000]",
        "time          | {'time':'2020-03-17T16:16:03Z'}               | Found[time=1584461763000]",
        "${time}       | {'time':1584461763000}                        | Found[time=1584461763000]",
        "${time}       | {'time':'1584461763000'}                      | Found[time=1584461763000]",
        "${meta.time}  | {'time':1,'meta':{'time':2}}                  | Found[time=2]",
        "${x.time}     | {'a':{'b':{'time':3}}}                        | Found[time=3]",
        "${время}      | {'время':4}                                   | Found[time=4]",
        "${time}       | {'ts':5}                                      | Absent[]",
        "${time}       | {'time':'soon'}                               | Unreadable[]",
      })
  void aFieldIsFoundByItsPathElseByItsLastName(String field, String message, String expected) {
    assertThat(TimeField.compile(field.strip(), FORMAT).find(parse(message), 0))
        .hasToString(expected);
  }

  private static JsonNode parse(String json) {
    return new JsonMapper().readTree(json.replace('\'', '"'));
  }
}
