package io.tidegate.support;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A path into a JSON document, compiled once: what configurations use of the Python gateway's
 * jsonpath-rw. {@code a.b}, {@code $.a.b}, {@code a[1].v}, {@code a[-1]}, {@code $[0].x}, {@code
 * a[*].v}, {@code a[1:3]}, {@code a.*.t}, {@code $..t}, {@code "a b".c}, {@code a['b.c']}. Only the
 * first match counts, in the order of the document.
 */
public final class JsonPath {

  private sealed interface Step {

    record Member(String name) implements Step {}

    record AnyMember() implements Step {}

    /** Negative: counted from the end. */
    record Element(int index) implements Step {}

    /** The bounds of a Python slice; null where it is open. */
    record Elements(@Nullable Integer from, @Nullable Integer to) implements Step {}

    /** This node, then everything below it. */
    record Anywhere() implements Step {}
  }

  private final Step[] steps;

  private JsonPath(List<Step> steps) {
    this.steps = steps.toArray(Step[]::new);
  }

  /**
   * Compiles a path.
   *
   * @throws IllegalArgumentException if it is none, with a phrase that says why.
   */
  public static JsonPath compile(String text) {
    return new JsonPath(new Reader(text).read());
  }

  /** The first match, which may be a JSON null; null if there is none. */
  public @Nullable JsonNode find(JsonNode document) {
    return find(document, 0);
  }

  /** The name, if the path is nothing but one member of the document. */
  @Nullable String singleMember() {
    return steps.length == 1 && steps[0] instanceof Step.Member(String name) ? name : null;
  }

  private @Nullable JsonNode find(JsonNode node, int at) {
    if (at == steps.length) {
      return node;
    }
    return switch (steps[at]) {
      case Step.Member(String name) -> findIn(node.get(name), at + 1);
      case Step.AnyMember() -> node.isObject() ? findInAny(node, at + 1) : null;
      case Step.Element(int index) ->
          node.isArray() ? findIn(node.get(index < 0 ? node.size() + index : index), at + 1) : null;
      case Step.Elements slice -> findInSlice(node, slice, at + 1);
      case Step.Anywhere() -> {
        JsonNode here = find(node, at + 1);
        yield here == null && node.isContainer() ? findInAny(node, at) : here;
      }
    };
  }

  private @Nullable JsonNode findIn(@Nullable JsonNode child, int at) {
    return child == null ? null : find(child, at);
  }

  private @Nullable JsonNode findInAny(JsonNode parent, int at) {
    for (JsonNode child : parent) {
      JsonNode found = find(child, at);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** jsonpath-rw takes what is no array for an array of one. */
  private @Nullable JsonNode findInSlice(JsonNode node, Step.Elements slice, int at) {
    if (!node.isArray()) {
      boolean within = Slices.bound(slice.from, 0, 1) < Slices.bound(slice.to, 1, 1);
      return within ? find(node, at) : null;
    }
    int end = Slices.bound(slice.to, node.size(), node.size());
    for (int i = Slices.bound(slice.from, 0, node.size()); i < end; i++) {
      JsonNode found = findIn(node.get(i), at);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Reads the text from left to right. */
  private static final class Reader {

    private final String text;
    private final List<Step> steps = new ArrayList<>();
    private int at;

    Reader(String text) {
      this.text = text.strip();
    }

    List<Step> read() {
      if (text.equals("$")) {
        return steps;
      }
      if (text.startsWith("$.") || text.startsWith("$[")) {
        at = 1;
      } else if (!text.startsWith("[")) {
        member();
      }
      while (at < text.length()) {
        next();
      }
      return steps;
    }

    private void next() {
      if (text.charAt(at) == '[') {
        brackets();
        return;
      }
      if (text.charAt(at) != '.') {
        throw new IllegalArgumentException("'.' or '[' expected at " + text.substring(at));
      }
      at++;
      if (text.startsWith(".", at)) {
        at++;
        steps.add(new Step.Anywhere());
      }
      if (text.startsWith("[", at)) {
        brackets();
      } else {
        member();
      }
    }

    private void member() {
      if (at < text.length() && isQuote(text.charAt(at))) {
        steps.add(new Step.Member(quoted()));
        return;
      }
      int start = at;
      while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
        at++;
      }
      String name = text.substring(start, at).strip();
      if (name.isEmpty()) {
        throw new IllegalArgumentException("a name is missing in " + text);
      }
      steps.add(name.equals("*") ? new Step.AnyMember() : new Step.Member(name));
    }

    private void brackets() {
      at++;
      if (at < text.length() && isQuote(text.charAt(at))) {
        steps.add(new Step.Member(quoted()));
        if (!text.startsWith("]", at)) {
          throw new IllegalArgumentException("']' is missing in " + text);
        }
        at++;
        return;
      }
      int end = text.indexOf(']', at);
      if (end < 0) {
        throw new IllegalArgumentException("']' is missing in " + text);
      }
      steps.add(elements(text.substring(at, end).strip()));
      at = end + 1;
    }

    private static Step elements(String content) {
      if (content.equals("*")) {
        return new Step.Elements(null, null);
      }
      int colon = content.indexOf(':');
      return colon < 0
          ? new Step.Element(number(content))
          : new Step.Elements(
              bound(content.substring(0, colon)), bound(content.substring(colon + 1)));
    }

    private static @Nullable Integer bound(String text) {
      return text.isBlank() ? null : (Integer) number(text);
    }

    private static int number(String text) {
      try {
        return Integer.parseInt(text.strip());
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("[" + text + "] is no index", e);
      }
    }

    private String quoted() {
      char quote = text.charAt(at);
      int end = text.indexOf(quote, at + 1);
      if (end < 0) {
        throw new IllegalArgumentException("the closing " + quote + " is missing in " + text);
      }
      String name = text.substring(at + 1, end);
      at = end + 1;
      return name;
    }

    private static boolean isQuote(char c) {
      return c == '"' || c == '\'';
    }
  }
}
