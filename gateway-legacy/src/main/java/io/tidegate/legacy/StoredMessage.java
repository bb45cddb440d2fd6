package io.tidegate.legacy;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON that the Python gateway stored: {@code {"deviceName", "deviceType", "telemetry",
 * "attributes"}}, its telemetry one object or several, flat or {@code {"ts", "values"}}, its
 * attributes one object or several.
 */
final class StoredMessage {

  private static final String OWN_NAME = "currentThingsBoardGateway";
  private static final String DEFAULT_PROFILE = "default";

  // Python writes NaN and Infinity; a value like that is none, but its neighbours are.
  private final JsonMapper mapper =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /**
   * What a message says.
   *
   * @param own whether it is about the gateway itself, and has no records.
   */
  record Content(boolean own, List<UplinkRecord> records) {}

  Content parse(byte[] json, long storedAt) throws UnreadableMessageException {
    JsonNode message;
    try {
      message = mapper.readTree(json);
    } catch (JacksonException e) {
      throw new UnreadableMessageException("no JSON: " + e.getOriginalMessage());
    }
    String name = message.path("deviceName").asString("");
    if (name.equals(OWN_NAME)) {
      return new Content(true, List.of());
    }
    if (name.isBlank()) {
      throw new UnreadableMessageException("no deviceName");
    }
    String profile = message.path("deviceType").asString("");
    Device device = new Device(name, profile.isBlank() ? DEFAULT_PROFILE : profile);
    List<UplinkRecord> records = new ArrayList<>();
    for (JsonNode entry : eachOf(message.path("telemetry"))) {
      add(records, telemetry(device, entry, storedAt));
    }
    Map<String, DataPoint> attributes = new LinkedHashMap<>();
    for (JsonNode entry : eachOf(message.path("attributes"))) {
      collect(entry, Kind.ATTRIBUTE, attributes);
    }
    add(records, new UplinkRecord(device, storedAt, List.copyOf(attributes.values())));
    return new Content(false, records);
  }

  private static void add(List<UplinkRecord> records, UplinkRecord record) {
    if (!record.points().isEmpty()) {
      records.add(record);
    }
  }

  private static Iterable<JsonNode> eachOf(JsonNode node) {
    return node.isArray() ? node : List.of(node);
  }

  private static UplinkRecord telemetry(Device device, JsonNode entry, long storedAt) {
    Map<String, DataPoint> points = new LinkedHashMap<>();
    JsonNode values = entry.path("values");
    if (!values.isObject()) {
      collect(entry, Kind.TIMESERIES, points);
      return new UplinkRecord(device, storedAt, List.copyOf(points.values()));
    }
    // With report strategies on, it wraps old style telemetry once too often (core facts, 6.2).
    while (values.size() == 1 && values.path("values").isObject()) {
      values = values.path("values");
    }
    collect(values, Kind.TIMESERIES, points);
    long timestamp = entry.path("ts").asLong(storedAt);
    return new UplinkRecord(device, timestamp, List.copyOf(points.values()));
  }

  private static void collect(JsonNode object, Kind kind, Map<String, DataPoint> points) {
    if (object.isObject()) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        Value value = value(member.getValue());
        if (value != null) {
          points.put(member.getKey(), new DataPoint(kind, member.getKey(), value));
        }
      }
    }
  }

  /** Null if it is no value: null, or a number that is not finite. */
  private static @Nullable Value value(JsonNode node) {
    return switch (node.getNodeType()) {
      case BOOLEAN -> new Value.Bool(node.booleanValue());
      case STRING -> new Value.Text(node.stringValue());
      case NUMBER -> number(node);
      case OBJECT, ARRAY -> new Value.Json(node.toString());
      case NULL, MISSING, BINARY, POJO -> null;
    };
  }

  private static @Nullable Value number(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.canConvertToLong()
          ? new Value.Int(node.longValue())
          : new Value.Json(node.toString());
    }
    double real = node.doubleValue();
    return Double.isFinite(real) ? new Value.Real(real) : null;
  }
}
