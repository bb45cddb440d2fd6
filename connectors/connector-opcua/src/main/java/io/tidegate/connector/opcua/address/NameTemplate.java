package io.tidegate.connector.opcua.address;

import java.util.ArrayList;
import java.util.List;

/** A text in which {@code ${…}} stands for the value of a node. */
public final class NameTemplate {

  private final String text;
  private final List<String> literals;
  private final List<NodeReference> references;

  private NameTemplate(String text, List<String> literals, List<NodeReference> references) {
    this.text = text;
    this.literals = List.copyOf(literals);
    this.references = List.copyOf(references);
  }

  /** Compiles a text; a placeholder that is never closed is text like any other. */
  public static NameTemplate compile(String text) {
    List<String> literals = new ArrayList<>();
    List<NodeReference> references = new ArrayList<>();
    int start = 0;
    int open = text.indexOf("${");
    while (open >= 0) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      literals.add(text.substring(start, open));
      references.add(NodeReference.parse(text.substring(open + 2, close)));
      start = close + 1;
      open = text.indexOf("${", start);
    }
    literals.add(text.substring(start));
    return new NameTemplate(text, literals, references);
  }

  /** What the placeholders name, in their order. */
  public List<NodeReference> references() {
    return references;
  }

  /** The text with the values of the references in their places. */
  public String fill(List<String> values) {
    StringBuilder filled = new StringBuilder(literals.getFirst());
    for (int i = 0; i < values.size(); i++) {
      filled.append(values.get(i)).append(literals.get(i + 1));
    }
    return filled.toString();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
