package io.tidegate.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.ConversionException;
import io.tidegate.support.ByteExpression.Encoding;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteExpressionTest {

  @ParameterizedTest
  @CsvSource({
    "[0:4],          AM1M",
    "[4:],           23.5",
    "[:],            AM1M23.5",
    "[:-4],          AM1M",
    "[-4:-2],        23",
    "[2:100],        1M23.5",
    "[5:3],          ''",
    "[0],            A",
    "[-1],           5",
    "val=[4:6] u,    val=23 u",
    "[0:1]-[1:2],    A-M",
    "[x],            [x]",
    "constant,       constant",
  })
  void slicesAsPythonDoes(String expression, String expected) throws ConversionException {
    byte[] payload = "AM1M23.5".getBytes(StandardCharsets.US_ASCII);
    assertThat(ByteExpression.compile(expression).text(payload, Encoding.UTF_8))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"[4:], 01ff", "[4], 01", "[0:4], 414d314d", "h=[5], h=ff"})
  void hexadecimalDigitsAreLowerCase(String expression, String expected)
      throws ConversionException {
    byte[] payload = {'A', 'M', '1', 'M', 1, (byte) 0xff};
    assertThat(ByteExpression.compile(expression).text(payload, Encoding.HEX)).isEqualTo(expected);
  }

  @Test
  void saysWhatDoesNotFit() {
    byte[] payload = {(byte) 0xff};
    assertThatThrownBy(() -> ByteExpression.compile("[:]").text(payload, Encoding.UTF_8))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("use hexMode");
    assertThatThrownBy(() -> ByteExpression.compile("[3]").text(payload, Encoding.HEX))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("needs more than 1 bytes");
  }
}
