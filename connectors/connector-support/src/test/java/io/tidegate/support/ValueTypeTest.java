package io.tidegate.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

class ValueTypeTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "integer   | '21.9'                | Int[value=21]",
        "integer   | 21.9                  | Int[value=21]",
        "integer   | -21.9                 | Int[value=-21]",
        "int       | '1e5'                 | Int[value=100000]",
        "long      | ' 5.9 '               | Int[value=5]",
        "INTEGER   | 'abc'                 | Text[value=abc]",
        "integer   | true                  | Text[value=true]",
        "integer   | 2                     | Int[value=2]",
        "integer   | null                  |",
        "integer   | 9007199254740993      | Int[value=9007199254740993]",
        "integer   | '9007199254740993'    | Int[value=9007199254740993]",
        "integer   | 18446744073709551616  | Json[value=18446744073709551616]",
        "integer   | 1e19                  | Json[value=10000000000000000000]",
        "integer   | '1e999999999'         | Text[value=1e999999999]",
        "integer   | 'NaN'                 | Text[value=NaN]",
        "integer   | ''                    | Text[value=]",
        "integer   | '٣'                   | Text[value=٣]",
        "double    | 60                    | Real[value=60.0]",
        "float     | '21.5'                | Real[value=21.5]",
        "double    | '1d'                  | Text[value=1d]",
        "double    | '0x1p3'               | Text[value=0x1p3]",
        "double    | '-'                   | Text[value=-]",
        "double    | 'x'                   | Text[value=x]",
        "double    | true                  | Text[value=true]",
        "double    | NaN                   |",
        "double    | '-inf'                |",
        "double    | '1e999'               |",
        "Boolean   | 'true'                | Bool[value=true]",
        "bool      | 1                     | Bool[value=true]",
        "bool      | 'no'                  | Bool[value=false]",
        "bool      | 2                     | Text[value=2]",
        "bool      | 'maybe'               | Text[value=maybe]",
        "bool      | 0                     | Bool[value=false]",
        "bool      | true                  | Bool[value=true]",
        "string    | 21.5                  | Text[value=21.5]",
        "string    | true                  | Text[value=true]",
        "string    | {'x':1}               | Text[value={\"x\":1}]",
        "json      | {'x':1}               | Text[value={\"x\":1}]",
        "raw       | 7                     | Text[value=7]",
      })
  void convertsWhatItCanAndKeepsTheRestAsText(String type, String json, @Nullable String expected) {
    Object value =
        ValueType.of(type.strip()).convert(JSON.readTree(json.strip().replace('\'', '"')));
    assertThat(value == null ? null : value.toString()).isEqualTo(expected);
  }
}
