package io.tidegate.connector.opcua.write;

import java.util.ArrayList;
import java.util.List;

/** What {@code set} may mean: a node and a value, with one of several signs between them. */
record SetCommand(String node, String value) {

  private static final List<String> SEPARATORS = List.of("; ", ";=", "=", " ");

  /**
   * All that a text may mean, the likeliest first. Names of nodes may hold every sign that may
   * stand between the two, so which one is meant depends on which node there is.
   */
  static List<SetCommand> readings(String text) {
    String trimmed = withoutEnd(text);
    List<SetCommand> readings = new ArrayList<>();
    for (String separator : SEPARATORS) {
      for (int at = trimmed.indexOf(separator);
          at > 0;
          at = trimmed.indexOf(separator, at + separator.length())) {
        String node = trimmed.substring(0, at).strip();
        String value = trimmed.substring(at + separator.length()).strip();
        if (!node.isEmpty() && !value.isEmpty()) {
          readings.add(new SetCommand(node, value));
        }
      }
    }
    return readings;
  }

  /** Without the semicolons and spaces that may end a command. */
  static String withoutEnd(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == ';' || text.charAt(end - 1) <= ' ')) {
      end--;
    }
    return text.substring(0, end).strip();
  }
}
