package io.tidegate.config;

/**
 * Where something stands in a configuration file.
 *
 * @param file the file's name within the configuration folder.
 * @param pointer the JSON Pointer (RFC 6901); empty for the whole document.
 * @param line counted from 1; 0 where the text has no line, such as a default.
 */
public record Place(String file, String pointer, int line) {

  /** The place of a member or an element below this one, when it has no line of its own. */
  public Place child(String name) {
    return new Place(file, pointer + "/" + escape(name), line);
  }

  /** A name as one step of a JSON Pointer. */
  public static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** The name that a step of a JSON Pointer stands for. */
  public static String unescape(String step) {
    return step.replace("~1", "/").replace("~0", "~");
  }

  /** {@code modbus.json:17: /master/slaves/2}. */
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + (pointer.isEmpty() ? "/" : pointer);
  }
}
