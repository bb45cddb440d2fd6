package io.tidegate.thingsboard;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
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
    JsonBytes json = new JsonBytes().raw(JsonBytes.ascii(head));
    char before = '{';
    for (DataPoint point : points) {
      json.raw(before).name(point.key()).value(point.value());
      before = ',';
    }
    return json.raw('}').raw(JsonBytes.ascii(tail)).toArray();
  }
}
