package io.tidegate.thingsboard;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.UplinkRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs the attributes of records into messages of {@code v1/gateway/attributes}: {@code
 * {"<device>":{"<key>":<value>,…},…}}. Attributes have no time: of the values of one key within a
 * message only the last one goes out.
 */
final class AttributesPacker {

  private final MessageSink sink;
  private final JsonBytes written = new JsonBytes();
  private final JsonBytes message = new JsonBytes();
  private final Map<String, Map<String, Range>> devices = new LinkedHashMap<>();
  private int bytes = 2;
  private int points;

  AttributesPacker(MessageSink sink) {
    this.sink = sink;
  }

  /** Adds the attributes of a record; what was added before goes out if there is no room. */
  void add(UplinkRecord record) throws IOException, InterruptedException {
    add(record.device().name(), record.points());
  }

  /** Adds attributes of a device. */
  void add(String device, List<DataPoint> of) throws IOException, InterruptedException {
    List<Member> members = write(of);
    if (members.isEmpty()) {
      return;
    }
    int start = members.getFirst().range.start;
    if (!fits(device, members) && !devices.isEmpty()) {
      flush();
      add(device, of);
    } else if (fits(device, members)) {
      append(device, members);
    } else {
      written.truncate(start);
      split(device, Points.of(Kind.ATTRIBUTE, of));
    }
  }

  /** Sends what is left. */
  void flush() throws IOException, InterruptedException {
    if (devices.isEmpty()) {
      return;
    }
    byte[] payload = assemble();
    int count = points;
    devices.clear();
    written.truncate(0);
    bytes = 2;
    points = 0;
    sink.accept(payload, count);
  }

  private List<Member> write(List<DataPoint> of) {
    List<Member> members = new ArrayList<>(of.size());
    for (DataPoint point : of) {
      if (point.kind() == Kind.ATTRIBUTE && Points.isJson(point, sink)) {
        int start = written.size();
        written.name(point.key()).value(point.value());
        members.add(new Member(point.key(), new Range(start, written.size())));
      }
    }
    return members;
  }

  /** As if no key had a value yet: at worst a message goes out a little early. */
  private boolean fits(String device, List<Member> members) {
    int cost = devices.containsKey(device) ? 0 : Points.stringBytes(device) + 4;
    for (Member member : members) {
      cost += member.range.length() + 1;
    }
    // Neither the first device nor the first key of a device has a comma before it.
    int commas = devices.isEmpty() ? 2 : devices.containsKey(device) ? 0 : 1;
    return bytes + cost - commas <= sink.maxBytes() && points + members.size() <= sink.maxPoints();
  }

  private void append(String device, List<Member> members) {
    Map<String, Range> known = devices.get(device);
    if (known == null) {
      bytes += Points.stringBytes(device) + 3 + (devices.isEmpty() ? 0 : 1);
      known = new LinkedHashMap<>();
      devices.put(device, known);
    }
    for (Member member : members) {
      Range old = known.put(member.key, member.range);
      if (old == null) {
        points++;
        bytes += member.range.length() + (known.size() > 1 ? 1 : 0);
      } else {
        bytes += member.range.length() - old.length();
      }
    }
  }

  private void split(String device, List<DataPoint> of) throws IOException, InterruptedException {
    if (of.size() == 1) {
      sink.refuse(Points.tooLarge(device, of.getFirst(), sink.maxBytes()));
      return;
    }
    int half = of.size() / 2;
    add(device, of.subList(0, half));
    add(device, of.subList(half, of.size()));
  }

  private byte[] assemble() {
    message.truncate(0);
    char before = '{';
    for (Map.Entry<String, Map<String, Range>> device : devices.entrySet()) {
      message.raw(before).name(device.getKey());
      char inner = '{';
      for (Range range : device.getValue().values()) {
        message.raw(inner).copy(written, range.start, range.end);
        inner = ',';
      }
      message.raw('}');
      before = ',';
    }
    return message.raw('}').toArray();
  }

  /** A member of an object, written. */
  private record Member(String key, Range range) {}

  private record Range(int start, int end) {

    int length() {
      return end - start;
    }
  }
}
