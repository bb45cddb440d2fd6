package io.tidegate.thingsboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the records and the limits: what comes out is what went in. */
class PackersPropertyTest {

  private static final String[] NAMES = {"a", "Dev \"1\"", "ünï", "😀", "b\n", "temperature"};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void telemetryReadsBackInOrderAndWithinTheLimits(long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < 30; round++) {
      List<UplinkRecord> records = randomRecords(random);
      CollectingSink sink = new CollectingSink(150 + random.nextInt(2_000), 1 + random.nextInt(9));
      TelemetryPacker packer = new TelemetryPacker(sink);
      for (UplinkRecord record : records) {
        packer.add(record);
      }
      packer.flush();
      assertWithinLimits(sink);
      assertThat(readTelemetry(sink)).isEqualTo(expected(records, Kind.TIMESERIES));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theLastValueOfEachAttributeReadsBack(long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < 30; round++) {
      List<UplinkRecord> records = randomRecords(random);
      CollectingSink sink = new CollectingSink(150 + random.nextInt(2_000), 1 + random.nextInt(9));
      AttributesPacker packer = new AttributesPacker(sink);
      for (UplinkRecord record : records) {
        packer.add(record);
      }
      packer.flush();
      assertWithinLimits(sink);
      assertThat(readAttributes(sink)).isEqualTo(lastOf(expected(records, Kind.ATTRIBUTE)));
    }
  }

  private static void assertWithinLimits(CollectingSink sink) {
    assertThat(sink.refusals()).isEmpty();
    assertThat(sink.messages())
        .allMatch(message -> message.getBytes(UTF_8).length <= sink.maxBytes());
    assertThat(sink.points()).allMatch(count -> count <= sink.maxPoints());
  }

  private static List<UplinkRecord> randomRecords(Random random) {
    List<UplinkRecord> records = new ArrayList<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      Map<String, DataPoint> points = new LinkedHashMap<>();
      for (int j = random.nextInt(8); j > 0; j--) {
        Kind kind = random.nextBoolean() ? Kind.TIMESERIES : Kind.ATTRIBUTE;
        String key = NAMES[random.nextInt(NAMES.length)];
        points.put(kind + key, new DataPoint(kind, key, randomValue(random)));
      }
      Device device = new Device(NAMES[random.nextInt(NAMES.length)], "default");
      records.add(
          new UplinkRecord(device, 1_000 + random.nextInt(3), List.copyOf(points.values())));
    }
    return records;
  }

  private static Value randomValue(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Value.Bool(random.nextBoolean());
      case 1 -> new Value.Int(random.nextLong() >> random.nextInt(60));
      case 2 -> new Value.Real(random.nextGaussian());
      case 3 -> new Value.Json("{\"x\":[" + random.nextInt() + "]}");
      default -> new Value.Text(NAMES[random.nextInt(NAMES.length)].repeat(random.nextInt(4)));
    };
  }

  /** By device and time and key: all values in their order, as JSON. */
  private static Map<String, List<JsonNode>> expected(List<UplinkRecord> records, Kind kind) {
    Map<String, List<JsonNode>> values = new LinkedHashMap<>();
    for (UplinkRecord record : records) {
      String time = kind == Kind.TIMESERIES ? "@" + record.timestamp() : "";
      for (DataPoint point : Points.of(kind, record.points())) {
        byte[] json = new JsonBytes().value(point.value()).toArray();
        values
            .computeIfAbsent(
                record.device().name() + time + "/" + point.key(), _ -> new ArrayList<>())
            .add(JsonMapper.shared().readTree(json));
      }
    }
    return values;
  }

  private static Map<String, List<JsonNode>> readTelemetry(CollectingSink sink) {
    Map<String, List<JsonNode>> values = new LinkedHashMap<>();
    for (String message : sink.messages()) {
      for (var device : JsonMapper.shared().readTree(message).properties()) {
        for (JsonNode entry : device.getValue()) {
          for (var point : entry.path("values").properties()) {
            values
                .computeIfAbsent(
                    device.getKey() + "@" + entry.path("ts").asLong() + "/" + point.getKey(),
                    _ -> new ArrayList<>())
                .add(point.getValue());
          }
        }
      }
    }
    return values;
  }

  private static Map<String, JsonNode> readAttributes(CollectingSink sink) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (String message : sink.messages()) {
      for (var device : JsonMapper.shared().readTree(message).properties()) {
        for (var point : device.getValue().properties()) {
          values.put(device.getKey() + "/" + point.getKey(), point.getValue());
        }
      }
    }
    return values;
  }

  private static Map<String, JsonNode> lastOf(Map<String, List<JsonNode>> values) {
    Map<String, JsonNode> last = new LinkedHashMap<>();
    values.forEach((key, all) -> last.put(key, all.getLast()));
    return last;
  }
}
