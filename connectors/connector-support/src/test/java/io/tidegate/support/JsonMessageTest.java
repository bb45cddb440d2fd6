package io.tidegate.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.ConversionException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMessageTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "21.5", "\"text\"", "null", "{\"a\":1} x", "hello"})
  void whatIsNoObjectAndNoArrayIsToldWithItsBeginning(String text) {
    assertThatThrownBy(() -> JsonMessage.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            ConversionException.class, e -> assertThat(e.reason()).isEqualTo("not JSON"))
        .hasMessageContaining("'" + text);
  }

  // Two megabytes of text would become fifty of memory.
  @Test
  void aMessageOfMoreValuesThanMemoryIsThereForIsRejected() {
    String text = "[" + "1,".repeat((int) JsonMessage.MOST_TOKENS) + "1]";
    assertThatThrownBy(() -> JsonMessage.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            ConversionException.class, e -> assertThat(e.reason()).isEqualTo("too much JSON"));
  }

  @Test
  void bytesThatAreNoUtf8AreLeftOut() throws ConversionException {
    byte[] payload = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, 'x', '"', '}'};
    assertThat(JsonMessage.parse(payload)).hasToString("{\"a\":\"x\"}");
  }

  @Test
  void aNanCostsNoOtherKey() throws ConversionException {
    assertThat(JsonMessage.parse("{\"a\":NaN,\"b\":1}".getBytes(StandardCharsets.UTF_8)).get("b"))
        .hasToString("1");
  }
}
