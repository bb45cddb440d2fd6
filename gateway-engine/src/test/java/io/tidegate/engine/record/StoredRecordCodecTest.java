package io.tidegate.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Device;
import io.tidegate.data.Journey;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredRecordCodecTest {

  private final StoredRecordCodec codec = new StoredRecordCodec();

  @Test
  void whatIsWrittenIsReadForAnyRecord() throws IOException {
    Random random = new Random(42);
    for (int i = 0; i < 5_000; i++) {
      StoredRecord record = record(random);
      assertThat(decode(encode(record))).isEqualTo(record);
    }
  }

  @Test
  void extremesSurvive() throws IOException {
    String long64k = "ü".repeat(1 << 20);
    StoredRecord record =
        new StoredRecord(
            "c",
            new UplinkRecord(
                new Device("\"Gerät\"\u0000 ☂ 𝄞", ""),
                Long.MIN_VALUE,
                List.of(
                    DataPoint.timeseries("", new Value.Int(Long.MIN_VALUE)),
                    DataPoint.timeseries("a", new Value.Int(Long.MAX_VALUE)),
                    DataPoint.attribute("b", new Value.Real(-0.0)),
                    DataPoint.attribute("c", new Value.Real(Double.MIN_VALUE)),
                    DataPoint.attribute("d", new Value.Text(long64k)))));

    assertThat(decode(encode(record))).isEqualTo(record);
  }

  // What an installation has on disk must be read by every later version.
  @Test
  void theBytesAreThoseOfVersionOne() throws IOException {
    StoredRecord record =
        new StoredRecord(
            "mqtt",
            new UplinkRecord(
                new Device("Dev A", "default"),
                1_700_000_000_000L,
                List.of(
                    DataPoint.timeseries("t", new Value.Real(21.5)),
                    DataPoint.attribute("on", new Value.Bool(true)),
                    DataPoint.timeseries("n", new Value.Int(-3)))));

    assertThat(HexFormat.of().formatHex(encode(record)))
        .isEqualTo(
            "010000002d"
                + "046d717474054465762041"
                + "0764656661756c74"
                + "80a0abfef96203"
                + "0301744035800000000000"
                + "11026f6e"
                + "02016e05");
  }

  // The journey is what a second version has more; without one the first is written.
  @Test
  void theJourneyOfARecordIsKept() throws IOException {
    UplinkRecord plain =
        new UplinkRecord(
            new Device("D", "default"), 1, List.of(DataPoint.timeseries("k", new Value.Int(1))));
    StoredRecord travelled = new StoredRecord("c", plain.with(new Journey("c", 10, -20, 30)));

    byte[] bytes = encode(travelled);
    assertThat(bytes[0]).isEqualTo((byte) 2);
    assertThat(decode(bytes)).isEqualTo(travelled);
    assertThat(encode(new StoredRecord("c", plain))[0]).isEqualTo((byte) 1);
  }

  @Test
  void damageIsAnIoExceptionAndNothingElse() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = encode(record(random));
      bytes[5 + random.nextInt(Math.min(bytes.length - 5, 12))] ^= (byte) (1 << random.nextInt(8));
      try {
        decode(bytes);
      } catch (IOException e) {
        // As promised.
      }
    }
    assertThatThrownBy(() -> decode(new byte[] {9})).hasMessageContaining("version 9");
  }

  private byte[] encode(StoredRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.encode(record, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private StoredRecord decode(byte[] bytes) throws IOException {
    return codec.decode(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static StoredRecord record(Random random) {
    List<DataPoint> points = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      Kind kind = random.nextBoolean() ? Kind.TIMESERIES : Kind.ATTRIBUTE;
      points.add(new DataPoint(kind, text(random), value(random)));
    }
    Device device = new Device("x" + text(random), text(random));
    return new StoredRecord(text(random), new UplinkRecord(device, random.nextLong(), points));
  }

  private static Value value(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Value.Bool(random.nextBoolean());
      case 1 -> new Value.Int(random.nextLong() >> random.nextInt(64));
      case 2 -> new Value.Real(random.nextGaussian());
      case 3 -> new Value.Text(text(random));
      default -> new Value.Json("{\"a\":" + random.nextInt() + "}");
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(10) == 0 ? 400 : 12); i > 0; i--) {
      int letter = random.nextInt(10) == 0 ? 0x1F600 + random.nextInt(50) : random.nextInt(0xD7FF);
      text.appendCodePoint(letter);
    }
    return text.toString();
  }
}
