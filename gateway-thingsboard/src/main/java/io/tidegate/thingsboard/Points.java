package io.tidegate.thingsboard;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the packers have in common. */
final class Points {

  private Points() {}

  static List<DataPoint> of(Kind kind, List<DataPoint> points) {
    return points.stream().filter(point -> point.kind() == kind).toList();
  }

  /** False, and refused, for what has no JSON form: one of it would spoil the whole message. */
  static boolean isJson(DataPoint point, MessageSink sink) {
    if (point.value() instanceof Value.Real(double number) && !Double.isFinite(number)) {
      sink.refuse(
          "the value of \"" + start(point.key()) + "\" is " + number + ", not a JSON number");
      return false;
    }
    return true;
  }

  /** How many bytes a text takes as a JSON string, quotes included. */
  static int stringBytes(String text) {
    int bytes = 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || c < 0x20 || c == '"' || c == '\\') {
        return new JsonBytes().string(text).size();
      }
      bytes++;
    }
    return bytes;
  }

  /** For the user who has to find the value: whose it is, and by how much it is too large. */
  static String tooLarge(String device, DataPoint point, int maxBytes) {
    byte[] value = new JsonBytes().value(point.value()).toArray();
    return "device \""
        + device
        + "\": the value of \""
        + start(point.key())
        + "\" has "
        + value.length
        + " bytes, too many for a message of at most "
        + maxBytes
        + " bytes; it begins with "
        + start(new String(value, StandardCharsets.UTF_8));
  }

  private static String start(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
