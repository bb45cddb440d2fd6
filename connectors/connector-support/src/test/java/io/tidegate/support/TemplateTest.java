package io.tidegate.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The expression engine of the Python gateway, with our decisions. */
class TemplateTest {

  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "constant           | {'a':1}                    | constant",
        "${a}               | {'a':1}                    | 1",
        "${a.b}             | {'a.b':5,'a':{'b':6}}      | 5",
        "${a.b}             | {'a':{'b':6}}              | 6",
        "${with space}      | {'with space':3,'with':9}  | 3",
        "${with space.k 1}  | {'with space':{'k 1':4}}   | 4",
        "${ a }             | {'a':1}                    | 1",
        "${темп}            | {'темп':21.5}              | 21.5",
        "${a/b@c}           | {'a/b@c':1}                | 1",
        "${m['x']}          | {'m':{'x':1}}              | 1",
        "Dev ${a.b} x       | {'a':{'b':2}}              | Dev 2 x",
        "${a}-${b}          | {'a':1,'b':2}              | 1-2",
        "${hum}:${temp}     | {'temp':1}                 | null:1",
        "${a}               | {'a':true}                 | true",
        "${a}!              | {'a':{'x':1}}              | {\"x\":1}!",
        "${a}!              | {'a':[1,'b']}              | [1,\"b\"]!",
        "${a}!              | {'a':1.0}                  | 1.0!",
        "${a}!              | {'a':12345678.25}          | 12345678.25!",
        "${a}!              | {'a':0.0001}               | 0.0001!",
        "${a}!              | {'a':1.5e-7}               | 1.5e-07!",
        "${a}!              | {'a':-2e-5}                | -2e-05!",
        "${a}!              | {'a':1e16}                 | 1e+16!",
        "${a}!              | {'a':1.25E300}             | 1.25e+300!",
        "${a}!              | {'a':{'b':[12345678.25,1e-7]}} | {\"b\":[12345678.25,1e-07]}!",
        "${a}!              | {'a':[{},[],{'\\\"ü':null}]} | [{},[],{\"\\\"ü\":null}]!",
        "${a}!              | {'a':-0.0}                 | -0.0!",
        "${a}!              | {'a':9007199254740993}     | 9007199254740993!",
        "${a}!              | {'a':'x y'}                | x y!",
        "$ {a} ${           | {'a':1}                    | $ {a} ${",
      })
  void replacesPlaceholders(String template, String message, String expected) {
    assertThat(Template.compile(template.strip()).text(parse(message))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "${id}        | {'id':'A'}       | A",
        "${id}        | {'id':7}         | 7",
        "${id}        | {}               |",
        "${id}        | {'id':null}      |",
        "${id}        | {'id':' '}       |",
        "Dev ${a}-${b}| {'a':1}          |",
        "Dev          | {}               | Dev",
      })
  void givesNoNameRatherThanAWrongOne(String template, String message, @Nullable String expected) {
    assertThat(Template.compile(template.strip()).name(parse(message))).isEqualTo(expected);
  }

  private static JsonNode parse(String json) {
    return JSON.readTree(json.replace('\'', '"'));
  }
}
