package io.tidegate.testkit.thingsboard;

import io.tidegate.data.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads telemetry and attributes as strictly as the platform does: one value that is null, or one
 * device whose telemetry is no array, and the whole message is refused.
 */
final class PayloadParser {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final byte[] payload;
  private final long now;
  private final JsonParser json;
  private final List<ReceivedPoint> points = new ArrayList<>();

  private PayloadParser(byte[] payload, long now) {
    this.payload = payload;
    this.now = now;
    this.json = FACTORY.createParser(ObjectReadContext.empty(), payload);
  }

  private interface Grammar {
    void read(PayloadParser parser) throws PayloadException;
  }

  /** {@code {"device":[{"ts":1,"values":{…}}]}}. */
  static List<ReceivedPoint> gatewayTelemetry(byte[] payload, long now) throws PayloadException {
    return parse(payload, now, p -> p.eachDevice(PayloadParser::telemetryArray));
  }

  /** {@code {"device":{…}}}. */
  static List<ReceivedPoint> gatewayAttributes(byte[] payload, long now) throws PayloadException {
    return parse(payload, now, p -> p.eachDevice((q, device) -> q.values(device, now)));
  }

  /** {@code {…}}, {@code {"ts":1,"values":{…}}} or an array of them. */
  static List<ReceivedPoint> ownTelemetry(String device, byte[] payload, long now)
      throws PayloadException {
    return parse(payload, now, p -> p.telemetry(device));
  }

  /** {@code {…}}. */
  static List<ReceivedPoint> ownAttributes(String device, byte[] payload, long now)
      throws PayloadException {
    return parse(payload, now, p -> p.values(device, now));
  }

  private static List<ReceivedPoint> parse(byte[] payload, long now, Grammar grammar)
      throws PayloadException {
    PayloadParser parser = new PayloadParser(payload, now);
    try (JsonParser json = parser.json) {
      json.nextToken();
      grammar.read(parser);
      if (json.nextToken() != null) {
        throw new PayloadException("something follows the JSON");
      }
      return parser.points;
    } catch (JacksonException e) {
      throw new PayloadException(String.valueOf(e.getMessage()));
    }
  }

  private interface DevicePart {
    void read(PayloadParser parser, String device) throws PayloadException;
  }

  private void eachDevice(DevicePart part) throws PayloadException {
    expect(JsonToken.START_OBJECT);
    for (String device = json.nextName(); device != null; device = json.nextName()) {
      if (device.isBlank()) {
        throw new PayloadException("a device without a name");
      }
      json.nextToken();
      part.read(this, device);
    }
  }

  private void telemetry(String device) throws PayloadException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      telemetryArray(device);
    } else {
      telemetryObject(device);
    }
  }

  private void telemetryArray(String device) throws PayloadException {
    expect(JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      telemetryObject(device);
    }
  }

  private void telemetryObject(String device) throws PayloadException {
    expect(JsonToken.START_OBJECT);
    int start = points.size();
    Long timestamp = null;
    int from = -1;
    int until = -1;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken token = json.nextToken();
      if (name.equals("ts") && token == JsonToken.VALUE_NUMBER_INT) {
        timestamp = json.getLongValue();
      } else if (name.equals("values") && token == JsonToken.START_OBJECT) {
        from = points.size();
        values(device, timestamp == null ? now : timestamp);
        until = points.size();
      } else if (name.equals("metadata") && token == JsonToken.START_OBJECT) {
        metadata();
      } else {
        points.add(new ReceivedPoint(device, now, name, value()));
      }
    }
    settle(start, timestamp, from, until);
  }

  /** What stands beside {@code ts} and {@code values} is no data. */
  private void settle(int start, @Nullable Long timestamp, int from, int until)
      throws PayloadException {
    if (timestamp == null && from < 0) {
      return;
    }
    if (timestamp == null || from < 0) {
      throw new PayloadException("ts and values come together");
    }
    points.subList(until, points.size()).clear();
    points.subList(start, from).clear();
    for (int i = start; i < points.size(); i++) {
      points.set(i, points.get(i).at(timestamp));
    }
  }

  // The platform computes latencies from it, and refuses what it can't compute with.
  private void metadata() throws PayloadException {
    int found = 0;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken token = json.nextToken();
      found +=
          switch (name) {
            case "connector" -> token == JsonToken.VALUE_STRING ? 1 : 0;
            case "receivedTs", "publishedTs" -> token == JsonToken.VALUE_NUMBER_INT ? 1 : 0;
            default -> 0;
          };
      json.skipChildren();
    }
    if (found < 3) {
      throw new PayloadException("metadata needs connector, receivedTs and publishedTs");
    }
  }

  private void values(String device, long timestamp) throws PayloadException {
    expect(JsonToken.START_OBJECT);
    for (String key = json.nextName(); key != null; key = json.nextName()) {
      json.nextToken();
      points.add(new ReceivedPoint(device, timestamp, key, value()));
    }
  }

  private Value value() throws PayloadException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> new Value.Text(json.getString());
      case VALUE_TRUE -> new Value.Bool(true);
      case VALUE_FALSE -> new Value.Bool(false);
      case VALUE_NUMBER_FLOAT -> new Value.Real(json.getDoubleValue());
      case VALUE_NUMBER_INT ->
          json.getNumberType() == NumberType.BIG_INTEGER
              ? new Value.Json(json.getString())
              : new Value.Int(json.getLongValue());
      case START_OBJECT, START_ARRAY -> new Value.Json(structure());
      case null, default -> throw new PayloadException("can't parse value: null");
    };
  }

  private String structure() {
    int from = (int) json.currentTokenLocation().getByteOffset();
    json.skipChildren();
    int until = (int) json.currentLocation().getByteOffset();
    return new String(payload, from, until - from, StandardCharsets.UTF_8);
  }

  private void expect(JsonToken token) throws PayloadException {
    if (json.currentToken() != token) {
      throw new PayloadException("expected " + token + " but found " + json.currentToken());
    }
  }
}
