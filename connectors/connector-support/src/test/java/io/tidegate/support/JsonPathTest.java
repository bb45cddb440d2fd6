package io.tidegate.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.Option;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonPathTest {

  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a.b             | {'a':{'b':1}}                       | 1",
        "$.a.b           | {'a':{'b':1}}                       | 1",
        "arr[1].v        | {'arr':[{'v':1},{'v':2}]}           | 2",
        "arr[-1].v       | {'arr':[{'v':1},{'v':2}]}           | 2",
        "$[0].x          | [{'x':7}]                           | 7",
        "arr[*].v        | {'arr':[{'w':1},{'v':2}]}           | 2",
        "arr[*].v        | {'arr':{'v':2}}                     | 2",
        "arr[0:2].v      | {'arr':{'v':2}}                     | 2",
        "arr[1:].v       | {'arr':{'v':2}}                     |",
        "arr[1:].v       | {'arr':[{'v':1},{'v':2},{'v':3}]}   | 2",
        "a.*.t           | {'a':{'x':{'u':0},'y':{'t':5}}}     | 5",
        "$..t            | {'a':[{'b':{'t':3}}],'t':4}         | 4",
        "a..t            | {'t':1,'a':[{'b':{'t':3}}]}         | 3",
        "\"a b\".c       | {'a b':{'c':1}}                     | 1",
        "a b.c 1         | {'a b':{'c 1':1}}                   | 1",
        "a['b.c']        | {'a':{'b.c':1}}                     | 1",
        "датчик.темп     | {'датчик':{'темп':1}}               | 1",
        "a.b             | {'a':{'b':null}}                    | null",
        "a.b             | {'a':[{'b':1}]}                     |",
        "a[0]            | {'a':{'0':1}}                       |",
        "a[5]            | {'a':[1]}                           |",
      })
  void findsTheFirstMatch(String path, String document, @Nullable String expected) {
    JsonNode found = JsonPath.compile(path.strip()).find(parse(document));
    assertThat(found == null ? null : found.toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.", "a[", "a[x]", "a['b]", "'a", "a..", "'a'b"})
  void saysWhatIsNoPath(String path) {
    assertThatThrownBy(() -> JsonPath.compile(path)).isInstanceOf(IllegalArgumentException.class);
  }

  // An independent implementation decides: random documents, and every kind of step on them.
  @Test
  void agreesWithAnotherImplementation() {
    Random random = new Random(20_201_122);
    List<String> steps = List.of(".a", ".b", "['a']", ".*", "[0]", "[1]", "[-1]", "..a", "..b");
    for (int i = 0; i < 3000; i++) {
      String document = document(random, 4);
      StringBuilder path = new StringBuilder("$");
      for (int step = 1 + random.nextInt(3); step > 0; step--) {
        path.append(steps.get(random.nextInt(steps.size())));
      }
      // To the other, * also means every element of an array; to jsonpath-rw, members only.
      if (path.indexOf("*") >= 0 && document.contains("[")) {
        continue;
      }
      JsonNode found = JsonPath.compile(path.toString()).find(parse(document));
      assertThat(found == null ? null : found.toString())
          .as("%s in %s", path, document)
          .isEqualTo(oracle(document, path.toString()));
    }
  }

  private static @Nullable String oracle(String document, String path) {
    Configuration all =
        Configuration.defaultConfiguration()
            .addOptions(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS);
    List<Object> found = com.jayway.jsonpath.JsonPath.using(all).parse(document).read(path);
    return found.isEmpty() ? null : JSON.writeValueAsString(found.getFirst());
  }

  /** Objects of objects, arrays and numbers; arrays have objects or numbers in them. */
  private static String document(Random random, int depth) {
    if (depth == 0) {
      return String.valueOf(random.nextInt(100));
    }
    String inner = document(random, depth - 1);
    String other = document(random, depth - 1 - random.nextInt(depth));
    return switch (random.nextInt(4)) {
      case 0 -> "{\"a\":" + inner + "}";
      case 1 -> "{\"b\":" + inner + ",\"a\":" + other + "}";
      case 2 -> "{\"c\":" + inner + ",\"b\":" + other + "}";
      default -> depth == 4 ? "{\"a\":[" + inner + "]}" : "[" + inner + "," + other + "]";
    };
  }

  private static JsonNode parse(String json) {
    return JSON.readTree(json.replace('\'', '"'));
  }
}
