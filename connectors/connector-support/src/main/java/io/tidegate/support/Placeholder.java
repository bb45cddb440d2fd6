package io.tidegate.support;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What stands between <code>${</code> and <code>}</code>. A member of the message with exactly that
 * name wins, dots and blanks included; otherwise it is a path. Any character may be used: the
 * Python gateway leaves names outside ASCII, and those with other signs, unresolved.
 */
final class Placeholder {

  private final String body;
  private final String stripped;
  private final @Nullable JsonPath path;

  Placeholder(String body) {
    this.body = body;
    this.stripped = body.strip();
    this.path = pathOf(stripped);
  }

  /** The value in the message; null if there is none, or if it is a JSON null. */
  @Nullable JsonNode find(JsonNode message) {
    JsonNode found = message.get(body);
    if (found == null && path != null) {
      found = path.find(message);
    }
    return found == null || found.isNull() ? null : found;
  }

  String body() {
    return stripped;
  }

  /** Null where a path could find nothing that the whole name doesn't. */
  private @Nullable JsonPath pathOf(String text) {
    try {
      JsonPath compiled = JsonPath.compile(text);
      return body.equals(compiled.singleMember()) ? null : compiled;
    } catch (IllegalArgumentException e) {
      // Not a path: then it can only be a member's name.
      return null;
    }
  }
}
