package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.JsonBytes.ascii;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Journey;
import io.tidegate.data.UplinkRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Packs the time series of records into messages of {@code v1/gateway/telemetry}: {@code
 * {"<device>":[{"ts":…,"values":{…}},…],…}}. A device's records keep their order; a message is cut
 * where the next record would make it too large. Each record is written once, as the bare members
 * of its values, into a buffer from which the message is put together by device.
 */
final class TelemetryPacker {

  private static final byte[] TS = ascii("{\"ts\":");
  private static final byte[] VALUES = ascii(",\"values\":{");
  private static final byte[] METADATA = ascii("},\"metadata\":{");
  private static final byte[] END = ascii("}}");
  private static final int ENTRY_BYTES = TS.length + VALUES.length + END.length;

  private final MessageSink sink;
  private final JsonBytes written = new JsonBytes();
  private final JsonBytes message = new JsonBytes();
  private final Map<String, DeviceEntries> devices = new HashMap<>();
  private final List<DeviceEntries> order = new ArrayList<>();
  private int bytes = 2;
  private int points;

  TelemetryPacker(MessageSink sink) {
    this.sink = sink;
  }

  /** Adds the time series of a record; what was added before goes out if there is no room. */
  void add(UplinkRecord record) throws IOException, InterruptedException {
    add(record.device().name(), record.timestamp(), record.points(), record.journey());
  }

  /** Sends what is left. */
  void flush() throws IOException, InterruptedException {
    flushBefore(written.size());
  }

  private void add(String device, long timestamp, List<DataPoint> of, @Nullable Journey journey)
      throws IOException, InterruptedException {
    int start = written.size();
    int count = writeMembers(of);
    if (count == 0) {
      return;
    }
    if (journey != null) {
      writeMetadata(journey);
    }
    boolean alone = journey != null;
    if (!fits(device, timestamp, of, alone, start, count) && !order.isEmpty()) {
      flushBefore(start);
      start = 0;
    }
    if (fits(device, timestamp, of, alone, start, count)) {
      append(device, timestamp, of, alone, start, count);
    } else {
      written.truncate(start);
      split(device, timestamp, Points.of(Kind.TIMESERIES, of), journey);
    }
  }

  /**
   * Closes the values and leaves the metadata open, so that an entry ends in the same way with and
   * without. The platform wants at least {@code connector}, {@code receivedTs}, {@code
   * publishedTs}.
   */
  private void writeMetadata(Journey journey) {
    written
        .raw(METADATA)
        .name("receivedTs")
        .number(journey.receivedAt())
        .raw(',')
        .name("convertedTs")
        .number(journey.convertedAt())
        .raw(',')
        .name("sendToStorageTs")
        .number(journey.convertedAt())
        .raw(',')
        .name("connector")
        .string(journey.connector())
        .raw(',')
        .name("putToStorageTs")
        .number(journey.storedAt())
        .raw(',')
        .name("publishedTs")
        .number(System.currentTimeMillis());
  }

  private int writeMembers(List<DataPoint> of) {
    int count = 0;
    for (DataPoint point : of) {
      if (point.kind() == Kind.TIMESERIES && Points.isJson(point, sink)) {
        if (count++ > 0) {
          written.raw(',');
        }
        written.name(point.key()).value(point.value());
      }
    }
    return count;
  }

  private boolean fits(
      String device, long timestamp, List<DataPoint> of, boolean alone, int start, int count) {
    int cost = written.size() - start + (order.isEmpty() ? 0 : 1);
    DeviceEntries known = devices.get(device);
    if (known == null) {
      cost += Points.stringBytes(device) + 3 + entryBytes(timestamp);
    } else if (alone || !known.canTake(timestamp, of)) {
      cost += entryBytes(timestamp);
    }
    return bytes + cost <= sink.maxBytes() && points + count <= sink.maxPoints();
  }

  private void append(
      String device, long timestamp, List<DataPoint> of, boolean alone, int start, int count) {
    DeviceEntries entries = devices.get(device);
    if (entries == null) {
      entries = new DeviceEntries(device);
      bytes += Points.stringBytes(device) + 3;
      bytes += order.isEmpty() ? 0 : 1;
      devices.put(device, entries);
      order.add(entries);
      bytes += entryBytes(timestamp);
      entries.add(new DeviceEntries.Fragment(timestamp, start, written.size(), false), of);
    } else {
      boolean merged = !alone && entries.canTake(timestamp, of);
      bytes += 1 + (merged ? 0 : entryBytes(timestamp));
      entries.add(new DeviceEntries.Fragment(timestamp, start, written.size(), merged), of);
    }
    if (alone) {
      entries.close();
    }
    bytes += written.size() - start;
    points += count;
  }

  private void split(String device, long timestamp, List<DataPoint> of, @Nullable Journey journey)
      throws IOException, InterruptedException {
    if (of.size() == 1) {
      sink.refuse(Points.tooLarge(device, of.getFirst(), sink.maxBytes()));
      return;
    }
    int half = of.size() / 2;
    add(device, timestamp, of.subList(0, half), journey);
    add(device, timestamp, of.subList(half, of.size()), journey);
  }

  private void flushBefore(int start) throws IOException, InterruptedException {
    if (order.isEmpty()) {
      return;
    }
    byte[] payload = assemble();
    int count = points;
    devices.clear();
    order.clear();
    written.keepFrom(start);
    bytes = 2;
    points = 0;
    sink.accept(payload, count);
  }

  private byte[] assemble() {
    message.truncate(0);
    message.raw('{');
    for (DeviceEntries entries : order) {
      if (message.size() > 1) {
        message.raw(',');
      }
      message.name(entries.device()).raw('[');
      for (DeviceEntries.Fragment next = entries.first(); next != null; next = next.next()) {
        assemble(next, next == entries.first());
      }
      message.raw(END).raw(']');
    }
    return message.raw('}').toArray();
  }

  private void assemble(DeviceEntries.Fragment fragment, boolean isFirst) {
    if (fragment.merged()) {
      message.raw(',');
    } else {
      if (!isFirst) {
        message.raw(END).raw(',');
      }
      message.raw(TS).number(fragment.timestamp()).raw(VALUES);
    }
    message.copy(written, fragment.start(), fragment.end());
  }

  private static int entryBytes(long timestamp) {
    return ENTRY_BYTES + (timestamp < 0 ? 1 : 0) + JsonBytes.digits(Math.abs(timestamp));
  }
}
