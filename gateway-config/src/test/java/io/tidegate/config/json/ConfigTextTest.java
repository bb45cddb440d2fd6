package io.tidegate.config.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.ConfigNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTextTest {

  @Test
  void everyNodeKnowsItsFilePointerAndLine() {
    ConfigNode root =
        ConfigText.parse("a.json", "{\n \"x/y\":\n   [\n 1,\n {\"z\": null}]\n}").require();
    assertThat(Places.find(root, "x~1y/0")).hasToString("a.json:4: /x~1y/0");
    assertThat(Places.find(root, "x~1y/1/z")).hasToString("a.json:5: /x~1y/1/z");
    assertThat(Places.find(root, "x~1y")).as("the line of its key").hasToString("a.json:2: /x~1y");
    assertThat(Places.find(root, "x~1y/1/none")).hasToString("a.json:5: /x~1y/1/none");
  }

  @Test
  void aByteOrderMarkIsTolerated() {
    byte[] bytes = "\uFEFF{\"a\": \"ü\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(Places.node(ConfigText.parse("a.json", bytes).require(), "a"))
        .hasToString("TextNode[place=a.json:1: /a, value=ü]");
  }

  @Test
  void aKeyGivenTwiceIsWarnedOfAndTheLastOneCounts() {
    ConfigResult<ConfigNode> result = ConfigText.parse("a.json", "{\"a\": 1,\n\"a\": 2}");
    assertThat(result.problems())
        .extracting(Object::toString)
        .containsExactly(
            "warning: a.json:2: /a is given twice, first in line 1; the last one counts");
    assertThat(Places.node(result.require(), "a"))
        .hasToString("NumberNode[place=a.json:2: /a, value=2]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1,}             | (line 1, column 9): expected another entry after the comma but found '}'; remove the comma
          [1, 2, ]              | (line 1, column 8): expected another entry after the comma but found ']'; remove the comma
          {"a": 1} // note      | (line 1, column 10): JSON has no comments; remove it
          {"a": 1 # note        | (line 1, column 9): JSON has no comments; remove it
          {'a': 1}              | (line 1, column 2): expected " but found '; text is written in double quotes
          {"a": 1               | (line 1, column 8): the text ends too early: a closing bracket or quotation mark is missing
          {"a": "b              | (line 1, column 9): the text ends too early: a closing bracket or quotation mark is missing
          {"a" 1}               | (line 1, column 6): unexpected character ('1'): was expecting a colon to separate property name and value
          {"a": 1 "b": 2}       | (line 1, column 9): unexpected character ('"'): was expecting comma to separate Object entries
          {"a": yes}            | (line 1, column 7): unrecognized token 'yes': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
          {} {}                 | (line 1, column 5): more text after the end of the document
          """)
  void aSyntaxErrorSaysWhereAndWhatWasExpected(String json, String message) {
    assertThat(ConfigText.parse("a.json", json).problems())
        .singleElement()
        .hasToString("error: a.json:1: / is not valid JSON " + message);
  }

  @Test
  void whatIsNoUtf8OrEmptyIsToldAsSuch() {
    assertThat(ConfigText.parse("a.json", new byte[] {(byte) 0xFF, (byte) 0xFE}).problems())
        .singleElement()
        .hasToString("error: a.json: / must be UTF-8 text but is in another encoding");
    assertThat(ConfigText.parse("a.json", " \n").problems())
        .singleElement()
        .hasToString("error: a.json:1: / must be a JSON document but is empty");
  }

  @Test
  void deepNestingIsAProblemAndNoCrash() {
    assertThat(ConfigText.parse("a.json", "[".repeat(100_000)).isValid()).isFalse();
  }
}
