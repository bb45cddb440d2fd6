package io.tidegate.connector.opcua.address;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What names a node in a configuration. */
public sealed interface NodeReference permits NodePath, NodeIdText {

  /** A node id, wherever it stands in a text. */
  Pattern ID = Pattern.compile("(?:ns=\\d+|nsu=[^;]+);[isgb]=[^}]+");

  /**
   * What a text names: a node id anywhere in it, or else a path; {@code ${…}} around it may be left
   * out.
   */
  static NodeReference parse(String text) {
    String inner = unwrapped(text.strip());
    Optional<NodeIdText> found = NodeIdText.parse(inner);
    if (found.isEmpty()) {
      Matcher id = ID.matcher(inner);
      found = id.find() ? NodeIdText.parse(id.group().strip()) : found;
    }
    return found.isPresent() ? found.get() : NodePath.parse(inner);
  }

  private static String unwrapped(String text) {
    return text.startsWith("${") && text.endsWith("}")
        ? text.substring(2, text.length() - 1).strip()
        : text;
  }
}
