package io.tidegate.config.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Rewrites a JSON text in the layout of the Python gateway: two spaces, ASCII only. Everything else
 * stays as it was written: the order of keys, keys given twice, the text of numbers.
 */
public final class IndentedJson {

  private final StringBuilder out = new StringBuilder();
  private final JsonParser parser;
  private final String key;
  private final String value;
  private boolean written;

  private IndentedJson(String json, String key, String value) {
    this.parser = new JsonFactory().createParser(ObjectReadContext.empty(), json);
    this.key = key;
    this.value = value;
  }

  /** The text of an object with one text member set: in its place, or at the end if it is new. */
  public static String withMember(String json, String key, String value) {
    IndentedJson copy = new IndentedJson(ConfigText.withoutMark(json), key, value);
    copy.value(copy.parser.nextToken(), 0);
    return copy.out + (json.endsWith("\n") ? "\n" : "");
  }

  private void value(JsonToken token, int depth) {
    switch (token) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      case VALUE_STRING -> text(parser.getString());
      default -> out.append(parser.getString());
    }
  }

  private void object(int depth) {
    out.append('{');
    String separator = "";
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      out.append(separator);
      member(name, depth + 1);
      JsonToken token = parser.nextToken();
      if (depth == 0 && name.equals(key)) {
        parser.skipChildren();
        text(value);
        written = true;
      } else {
        value(token, depth + 1);
      }
      separator = ",";
    }
    if (depth == 0 && !written) {
      out.append(separator);
      member(key, 1);
      text(value);
      separator = ",";
    }
    close('}', separator, depth);
  }

  private void array(int depth) {
    out.append('[');
    String separator = "";
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      out.append(separator);
      line(depth + 1);
      value(t, depth + 1);
      separator = ",";
    }
    close(']', separator, depth);
  }

  private void close(char bracket, @Nullable String separator, int depth) {
    if (",".equals(separator)) {
      line(depth);
    }
    out.append(bracket);
  }

  private void member(String name, int depth) {
    line(depth);
    text(name);
    out.append(": ");
  }

  private void line(int depth) {
    out.append('\n').repeat("  ", depth);
  }

  private void text(String text) {
    PythonText.quote(text, out);
  }
}
