package io.tidegate.thingsboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.data.Value;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonBytesTest {

  @Test
  void everyTextReadsBackAsItWas() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      String text = randomText(random);
      byte[] json = new JsonBytes().string(text).toArray();
      assertThat(JsonMapper.shared().readTree(json).asString()).isEqualTo(text);
      assertThat(Points.stringBytes(text)).isEqualTo(json.length);
    }
  }

  private static String randomText(Random random) {
    int[] bounds = {0x20, 0x80, 0x800, 0xD800, 0x10FFFF};
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(40); length > 0; length--) {
      int codePoint = random.nextInt(bounds[random.nextInt(bounds.length)]);
      boolean half = codePoint >= 0xD800 && codePoint < 0xE000;
      text.appendCodePoint(half ? '"' : codePoint);
    }
    return text.toString();
  }

  @Test
  void halfASurrogatePairBecomesTheReplacementCharacter() {
    assertThat(written(new Value.Text("a\uD83Db\uDE00"))).isEqualTo("\"a\uFFFDb\uFFFD\"");
  }

  @Test
  void quotesControlCharactersAndEmojiAreWrittenAsJsonWantsThem() {
    assertThat(written(new Value.Text("say \"hi\" \\ \n\t\u0001 😀 ü €")))
        .isEqualTo("\"say \\\"hi\\\" \\\\ \\n\\t\\u0001 😀 ü €\"");
  }

  @Test
  void numbersAreWrittenExactly() {
    for (long number : new long[] {0, 7, -7, 10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(written(new Value.Int(number))).isEqualTo(Long.toString(number));
    }
    assertThat(written(new Value.Real(21.5))).isEqualTo("21.5");
    assertThat(written(new Value.Real(1e300))).isEqualTo("1.0E300");
    assertThat(JsonBytes.digits(Long.MAX_VALUE)).isEqualTo(19);
    assertThat(JsonBytes.digits(1_000_000_000_000_000_000L)).isEqualTo(19);
    assertThat(JsonBytes.digits(999_999_999_999_999_999L)).isEqualTo(18);
  }

  @Test
  void jsonIsWrittenAsItIs() {
    assertThat(written(new Value.Json("{\"ü\":[1,null]}"))).isEqualTo("{\"ü\":[1,null]}");
    assertThat(written(new Value.Bool(true))).isEqualTo("true");
  }

  private static String written(Value value) {
    return new String(new JsonBytes().value(value).toArray(), UTF_8);
  }
}
