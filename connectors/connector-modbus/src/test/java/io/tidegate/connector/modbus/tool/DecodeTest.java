package io.tidegate.connector.modbus.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeTest {

  private static String mostLikely(String out) {
    int start = out.indexOf("most likely");
    return start < 0 ? "" : out.substring(start).lines().skip(1).findFirst().orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "41B2 B852, 22.34, 32float, BIG, BIG",
    "0xB85241B2, 22.34, 32float, BIG, LITTLE",
    "B241 52B8, 22.34, 32float, LITTLE, BIG",
    "52b8 b241, 22.34, 32float, LITTLE, LITTLE",
    "40 5E DC CC CC CC CC CD, 123.45, 64float, BIG, BIG",
  })
  void theNumberThatSomebodyMeantIsFound(
      String registers, String value, String type, String bytes, String words) throws Exception {
    Ran ran = Ran.tool("decode", registers.replace(" ", ""));
    assertThat(ran.exit()).isZero();
    assertThat(mostLikely(ran.out()))
        .contains(
            value,
            "\"type\": \"" + type + "\"",
            "\"byteOrder\": \"" + bytes + "\"",
            "\"wordOrder\": \"" + words + "\"");
  }

  @Test
  void textIsFound() throws Exception {
    assertThat(mostLikely(Ran.tool("decode", "5055", "4D50", "2031", "0000").out()))
        .contains("'PUMP 1'", "\"type\": \"string\"", "\"objectsCount\": 4");
  }

  @Test
  void everyMeaningIsShownHoweverImprobable() throws Exception {
    String out = Ran.tool("decode", "-d", "65535", "-2").out();
    assertThat(out)
        .contains(">       0  FFFF     65535      -1", ">       1  FFFE     65534      -2")
        .containsPattern("32int +-2 \\* +-65537 \\*")
        .containsPattern("32uint +4294967294 +4294901759")
        .containsPattern("32float +no number")
        .contains("16float", "string");
  }

  @ParameterizedTest
  @CsvSource({"41B, four hexadecimal digits", "xyzw, four hexadecimal digits"})
  void whatIsNoRegisterIsRefused(String word, String message) throws Exception {
    Ran ran = Ran.tool("decode", word);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(message, "See tidegate modbus decode --help");
  }
}
