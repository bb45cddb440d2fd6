package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.Records.attribute;
import static io.tidegate.thingsboard.Records.record;
import static io.tidegate.thingsboard.Records.series;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.data.UplinkRecord;
import org.junit.jupiter.api.Test;

class AttributesPackerTest {

  @Test
  void ofSeveralValuesOfAKeyTheLastOneGoesOut() throws Exception {
    CollectingSink sink = CollectingSink.unlimited();
    pack(
        sink,
        record("A", 1, attribute("fw", "1"), series("t", 1)),
        record("B \"x\"", 1, attribute("fw", "9")),
        record("A", 2, attribute("hw", "a"), attribute("fw", "22")));
    assertThat(sink.messages())
        .containsExactly("{\"A\":{\"fw\":\"22\",\"hw\":\"a\"},\"B \\\"x\\\"\":{\"fw\":\"9\"}}");
    assertThat(sink.points()).containsExactly(3);
  }

  @Test
  void aMessageIsFilledToItsLastByte() throws Exception {
    String full = "{\"A\":{\"a\":\"1\",\"b\":\"2\"},\"B\":{\"a\":\"1\"}}";
    int size = full.getBytes(UTF_8).length;
    UplinkRecord[] records = {
      record("A", 1, attribute("a", "1")),
      record("A", 1, attribute("b", "2")),
      record("B", 1, attribute("a", "1"))
    };
    CollectingSink enough = new CollectingSink(size, 100);
    pack(enough, records);
    assertThat(enough.messages()).containsExactly(full);
    CollectingSink oneShort = new CollectingSink(size - 1, 100);
    pack(oneShort, records);
    assertThat(oneShort.messages()).hasSize(2);
  }

  @Test
  void aRecordThatIsTooLargeIsSplitByKeys() throws Exception {
    CollectingSink sink = new CollectingSink(20, 100);
    pack(sink, record("A", 1, attribute("a", "xxxxx"), attribute("b", "yyyyy")));
    assertThat(sink.messages())
        .containsExactly("{\"A\":{\"a\":\"xxxxx\"}}", "{\"A\":{\"b\":\"yyyyy\"}}");
  }

  @Test
  void aValueThatFitsIntoNoMessageIsRefusedByName() throws Exception {
    CollectingSink sink = new CollectingSink(50, 100);
    pack(sink, record("Dev", 1, attribute("huge", "x".repeat(60)), attribute("b", "1")));
    assertThat(sink.messages()).containsExactly("{\"Dev\":{\"b\":\"1\"}}");
    assertThat(sink.refusals()).singleElement().asString().contains("Dev", "huge");
  }

  private static void pack(CollectingSink sink, UplinkRecord... records) throws Exception {
    AttributesPacker packer = new AttributesPacker(sink);
    for (UplinkRecord record : records) {
      packer.add(record);
    }
    packer.flush();
  }
}
