package io.tidegate.connector.opcua.address;

import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A node id as users write it.
 *
 * @param namespace its namespace's URI, which stays the same where the index does not; null if the
 *     index was given.
 * @param id the node id; with a URI, its index is 0 and says nothing.
 */
public record NodeIdText(@Nullable String namespace, NodeId id) implements NodeReference {

  private static final String URI = "nsu=";

  /** The node id of a text such as {@code ns=2;s=Speed}; empty if it is none. */
  public static Optional<NodeIdText> parse(String text) {
    if (text.startsWith(URI)) {
      int end = text.indexOf(';');
      return end < 0
          ? Optional.empty()
          : parseId(text.substring(end + 1))
              .map(id -> new NodeIdText(text.substring(URI.length(), end), id));
    }
    return parseId(text).map(id -> new NodeIdText(null, id));
  }

  private static Optional<NodeId> parseId(String text) {
    try {
      return NodeId.parseSafe(text);
    } catch (RuntimeException e) {
      return Optional.empty(); // Such as ns=99999, which no index can be.
    }
  }

  /** As users write it. */
  @Override
  public String toString() {
    return namespace == null
        ? id.toParseableString()
        : URI + namespace + ";" + id.toParseableString();
  }
}
