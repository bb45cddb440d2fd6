package io.tidegate.thingsboard;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.uplink.OwnTelemetry;
import java.io.IOException;
import java.util.List;

/**
 * Writes the gateway's own data: {@code [{"ts":…,"values":{…}}]} for {@code
 * v1/devices/me/telemetry}, a plain object for {@code v1/devices/me/attributes}.
 */
final class OwnDataPacker {

  private static final String SELF = "the gateway itself";

  private final MessageSink telemetry;
  private final MessageSink attributes;

  OwnDataPacker(MessageSink telemetry, MessageSink attributes) {
    this.telemetry = telemetry;
    this.attributes = attributes;
  }

  void send(long timestamp, List<DataPoint> points) throws IOException, InterruptedException {
    String head = "[{\"ts\":" + timestamp + ",\"values\":";
    send(attributes, "", Points.of(Kind.ATTRIBUTE, points), "");
    send(telemetry, head, Points.of(Kind.TIMESERIES, points), "}]");
  }

  /** Many moments, each an element of its own, in as few messages as they fit into. */
  void send(List<OwnTelemetry> moments) throws IOException, InterruptedException {
    if (moments.size() == 1) {
      send(moments.getFirst().timestamp(), moments.getFirst().points());
      return;
    }
    int points = moments.stream().mapToInt(moment -> moment.points().size()).sum();
    byte[] payload = write(moments);
    if (payload.length <= telemetry.maxBytes() && points <= telemetry.maxPoints()) {
      telemetry.accept(payload, points);
    } else {
      int half = moments.size() / 2;
      send(moments.subList(0, half));
      send(moments.subList(half, moments.size()));
    }
  }

  private static byte[] write(List<OwnTelemetry> moments) {
    JsonBytes json = new JsonBytes();
    char before = '[';
    for (OwnTelemetry moment : moments) {
      json.raw(before);
      before = ',';
      write(json, "{\"ts\":" + moment.timestamp() + ",\"values\":", moment.points(), "}");
    }
    return json.raw(']').toArray();
  }

  private static void send(MessageSink sink, String head, List<DataPoint> points, String tail)
      throws IOException, InterruptedException {
    if (points.isEmpty()) {
      return;
    }
    byte[] payload = write(head, points, tail);
    if (payload.length <= sink.maxBytes() && points.size() <= sink.maxPoints()) {
      sink.accept(payload, points.size());
    } else if (points.size() == 1) {
      sink.refuse(Points.tooLarge(SELF, points.getFirst(), sink.maxBytes()));
    } else {
      int half = points.size() / 2;
      send(sink, head, points.subList(0, half), tail);
      send(sink, head, points.subList(half, points.size()), tail);
    }
  }

  private static byte[] write(String head, List<DataPoint> points, String tail) {
    JsonBytes json = new JsonBytes();
    write(json, head, points, tail);
    return json.toArray();
  }

  private static void write(JsonBytes json, String head, List<DataPoint> points, String tail) {
    json.raw(JsonBytes.ascii(head));
    char before = '{';
    for (DataPoint point : points) {
      json.raw(before).name(point.key()).value(point.value());
      before = ',';
    }
    json.raw('}').raw(JsonBytes.ascii(tail));
  }
}
