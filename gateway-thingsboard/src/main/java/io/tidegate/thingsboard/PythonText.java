package io.tidegate.thingsboard;

/**
 * Texts as Python's {@code json.dumps} writes them where nothing else is asked for: in ASCII, all
 * else escaped. Dashboards compare replies with them.
 */
final class PythonText {

  private PythonText() {}

  /** The text in quotes. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      append(quoted, text.charAt(i));
    }
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder to, char c) {
    switch (c) {
      case '"', '\\' -> to.append('\\').append(c);
      case '\n' -> to.append("\\n");
      case '\r' -> to.append("\\r");
      case '\t' -> to.append("\\t");
      case '\b' -> to.append("\\b");
      case '\f' -> to.append("\\f");
      default -> {
        if (c >= ' ' && c <= '~') {
          to.append(c);
        } else {
          to.append(String.format("\\u%04x", (int) c));
        }
      }
    }
  }
}
