package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.Records.attribute;
import static io.tidegate.thingsboard.Records.record;
import static io.tidegate.thingsboard.Records.series;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Journey;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import org.junit.jupiter.api.Test;

class TelemetryPackerTest {

  @Test
  void recordsOfManyDevicesShareAMessage() throws Exception {
    CollectingSink sink = CollectingSink.unlimited();
    pack(
        sink,
        record("A", 1000, series("t", 1), series("s", "ü")),
        record("B", 1000, series("t", 2)),
        record("A", 2000, series("t", 3)));
    assertThat(sink.messages())
        .containsExactly(
            "{\"A\":[{\"ts\":1000,\"values\":{\"t\":1,\"s\":\"ü\"}},{\"ts\":2000,\"values\":{\"t\":3}}],"
                + "\"B\":[{\"ts\":1000,\"values\":{\"t\":2}}]}");
    assertThat(sink.points()).containsExactly(4);
  }

  @Test
  void recordsOfOneTimeAreMergedUnlessAKeyCollides() throws Exception {
    CollectingSink sink = CollectingSink.unlimited();
    pack(
        sink,
        record("A", 1, series("a", 1)),
        record("A", 1, series("b", 2)),
        record("A", 1, series("c", 3), series("a", 4)),
        record("A", 1, series("b", 5)));
    assertThat(sink.messages())
        .containsExactly(
            "{\"A\":[{\"ts\":1,\"values\":{\"a\":1,\"b\":2}},"
                + "{\"ts\":1,\"values\":{\"c\":3,\"a\":4,\"b\":5}}]}");
  }

  @Test
  void aRecordWithItsJourneyHasAnEntryOfItsOwnWithMetadata() throws Exception {
    CollectingSink sink = CollectingSink.unlimited();
    Journey journey = new Journey("Plant", 1, 2, 3);
    pack(
        sink,
        record("A", 5, series("a", 1)),
        record("A", 5, series("b", 2)).with(journey),
        record("A", 5, series("c", 3)));
    assertThat(sink.messages())
        .singleElement()
        .satisfies(message ->
            assertThat(message.replaceAll("publishedTs\":\\d{13}", "publishedTs\":9"))
                .isEqualTo(
                    "{\"A\":[{\"ts\":5,\"values\":{\"a\":1}},{\"ts\":5,\"values\":{\"b\":2},\"metadata\":{"
                        + "\"receivedTs\":1,\"convertedTs\":2,\"sendToStorageTs\":2,"
                        + "\"connector\":\"Plant\",\"putToStorageTs\":3,\"publishedTs\":9}},"
                        + "{\"ts\":5,\"values\":{\"c\":3}}]}"));
  }

  @Test
  void metadataCountsForTheSizeOfAMessage() throws Exception {
    UplinkRecord record =
        record("A", 5, series("a", 1), series("b", 2)).with(new Journey("Plant", 1, 2, 3));
    CollectingSink whole = CollectingSink.unlimited();
    pack(whole, record, record);
    int size = whole.messages().getFirst().getBytes(UTF_8).length;
    CollectingSink oneShort = new CollectingSink(size - 1, 100);
    pack(oneShort, record, record);
    assertThat(oneShort.messages())
        .hasSize(2)
        .allSatisfy(message -> assertThat(message).contains("publishedTs"));
  }

  @Test
  void aMessageIsFilledToItsLastByte() throws Exception {
    String full = "{\"Ä\":[{\"ts\":1,\"values\":{\"a\":1}},{\"ts\":2,\"values\":{\"a\":2}}]}";
    int size = full.getBytes(UTF_8).length;
    UplinkRecord first = record("Ä", 1, series("a", 1));
    UplinkRecord second = record("Ä", 2, series("a", 2));
    CollectingSink enough = new CollectingSink(size, 100);
    pack(enough, first, second);
    assertThat(enough.messages()).containsExactly(full);
    CollectingSink oneShort = new CollectingSink(size - 1, 100);
    pack(oneShort, first, second);
    assertThat(oneShort.messages()).hasSize(2);
  }

  @Test
  void aRecordThatIsTooLargeIsSplitByKeys() throws Exception {
    CollectingSink sink = new CollectingSink(48, 100);
    pack(sink, record("A", 1, series("a", "xxxxxx"), series("b", "yyyyyy"), series("c", "zzzzzz")));
    assertThat(sink.messages())
        .containsExactly(
            "{\"A\":[{\"ts\":1,\"values\":{\"a\":\"xxxxxx\"}}]}",
            "{\"A\":[{\"ts\":1,\"values\":{\"b\":\"yyyyyy\"}}]}",
            "{\"A\":[{\"ts\":1,\"values\":{\"c\":\"zzzzzz\"}}]}");
    assertThat(sink.refusals()).isEmpty();
  }

  @Test
  void aMessageNeverHasMorePointsThanTheSmallestWindow() throws Exception {
    CollectingSink sink = new CollectingSink(10_000, 2);
    pack(
        sink,
        record("A", 1, series("a", 1), series("b", 2), series("c", 3)),
        record("B", 1, series("a", 1)));
    assertThat(sink.points()).allMatch(count -> count <= 2);
    assertThat(sink.points().stream().mapToInt(Integer::intValue).sum()).isEqualTo(4);
  }

  @Test
  void aValueThatFitsIntoNoMessageIsRefusedByNameAndTheRestGoesOn() throws Exception {
    CollectingSink sink = new CollectingSink(100, 100);
    pack(sink, record("Dev", 1, series("a", 1), series("huge", "x".repeat(200)), series("b", 2)));
    assertThat(sink.messages().toString()).contains("\"a\":1").contains("\"b\":2");
    assertThat(sink.refusals())
        .singleElement()
        .asString()
        .contains("Dev", "huge", "202 bytes", "at most 100 bytes");
  }

  @Test
  void whatIsNoJsonNumberIsLeftOutAndRefused() throws Exception {
    CollectingSink sink = CollectingSink.unlimited();
    pack(
        sink,
        record("A", 1, DataPoint.timeseries("n", new Value.Real(Double.NaN)), series("t", 1)));
    assertThat(sink.messages()).containsExactly("{\"A\":[{\"ts\":1,\"values\":{\"t\":1}}]}");
    assertThat(sink.refusals()).hasSize(1);
  }

  @Test
  void attributesAreLeftToTheOtherPacker() throws Exception {
    CollectingSink sink = CollectingSink.unlimited();
    pack(sink, record("A", 1, attribute("fw", "1.0")));
    assertThat(sink.messages()).isEmpty();
  }

  private static void pack(CollectingSink sink, UplinkRecord... records) throws Exception {
    TelemetryPacker packer = new TelemetryPacker(sink);
    for (UplinkRecord record : records) {
      packer.add(record);
    }
    packer.flush();
  }
}
