package io.tidegate.support;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A text of a configuration with <code>${…}</code> in it, compiled once; a text without is a
 * constant.
 */
public final class Template {

  private sealed interface Part {

    record Literal(String text) implements Part {}

    record Hole(Placeholder placeholder) implements Part {}
  }

  private final String source;
  private final List<Part> parts;

  private Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = parts;
  }

  /** Compiles a text; every text is valid. */
  public static Template compile(String source) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < source.length()) {
      int start = source.indexOf("${", at);
      int end = start < 0 ? -1 : source.indexOf('}', start);
      if (end < 0) {
        parts.add(new Part.Literal(source.substring(at)));
        break;
      }
      if (start > at) {
        parts.add(new Part.Literal(source.substring(at, start)));
      }
      parts.add(new Part.Hole(new Placeholder(source.substring(start + 2, end))));
      at = end + 1;
    }
    return new Template(source, List.copyOf(parts));
  }

  /** Whether no message changes the text. */
  public boolean isConstant() {
    return parts.stream().allMatch(Part.Literal.class::isInstance);
  }

  /** The text as the user wrote it. */
  public String source() {
    return source;
  }

  /** Whether the template is one placeholder and nothing else, so that it has a value's type. */
  public boolean isSinglePlaceholder() {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Hole;
  }

  /** The value of the first placeholder; null if the message has none, or a JSON null. */
  public @Nullable JsonNode value(JsonNode message) {
    for (Part part : parts) {
      if (part instanceof Part.Hole(Placeholder placeholder)) {
        return placeholder.find(message);
      }
    }
    return null;
  }

  /** The text with every placeholder replaced; what the message lacks becomes {@code null}. */
  public String text(JsonNode message) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Literal(String literal) -> text.append(literal);
        case Part.Hole(Placeholder placeholder) -> {
          JsonNode value = placeholder.find(message);
          text.append(value == null ? "null" : JsonText.of(value));
        }
      }
    }
    return text.toString();
  }

  /**
   * The text as a name of something. Null if the message lacks any part of it, or if it is blank:
   * no name is better than a wrong one.
   */
  public @Nullable String name(JsonNode message) {
    for (Part part : parts) {
      if (part instanceof Part.Hole(Placeholder placeholder) && placeholder.find(message) == null) {
        return null;
      }
    }
    String name = text(message);
    return name.isBlank() ? null : name;
  }

  /** The names of the placeholders, for messages to the user. */
  List<Placeholder> placeholders() {
    List<Placeholder> found = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Hole(Placeholder placeholder)) {
        found.add(placeholder);
      }
    }
    return found;
  }
}
