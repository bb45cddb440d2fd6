package io.tidegate.connector.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A text of a configuration in which <code>${…}</code> stand for parts of a request; compiled once.
 */
final class Placeholders {

  /** What the names within braces stand for. */
  @FunctionalInterface
  interface Variables {

    /**
     * The text for a name.
     *
     * @throws UnfitRequestException if the request has no such part.
     */
    String text(String name) throws UnfitRequestException;
  }

  private sealed interface Part {

    record Literal(String text) implements Part {}

    record Hole(String name) implements Part {}
  }

  private final List<Part> parts;

  private Placeholders(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Compiles a text; every text is valid.
   *
   * @param known the names that stand for something; others are text as they are.
   */
  static Placeholders compile(String source, Predicate<String> known) {
    List<Part> parts = new ArrayList<>();
    int literal = 0;
    int start = source.indexOf("${");
    while (start >= 0) {
      int end = source.indexOf('}', start);
      if (end < 0) {
        break;
      }
      String name = source.substring(start + 2, end).strip();
      if (known.test(name)) {
        parts.add(new Part.Literal(source.substring(literal, start)));
        parts.add(new Part.Hole(name));
        literal = end + 1;
        start = source.indexOf("${", literal);
      } else {
        start = source.indexOf("${", start + 2);
      }
    }
    parts.add(new Part.Literal(source.substring(literal)));
    return new Placeholders(List.copyOf(parts));
  }

  /** The text with every placeholder replaced. */
  String fill(Variables variables) throws UnfitRequestException {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Literal(String literal) -> text.append(literal);
        case Part.Hole(String name) -> text.append(variables.text(name));
      }
    }
    return text.toString();
  }
}
