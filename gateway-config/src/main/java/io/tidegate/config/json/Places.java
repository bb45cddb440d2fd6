package io.tidegate.config.json;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.BooleanNode;
import io.tidegate.config.ConfigNode.NullNode;
import io.tidegate.config.ConfigNode.NumberNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.ConfigNode.TextNode;
import io.tidegate.config.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where something stands, or would stand, below a node. */
public final class Places {

  private Places() {}

  /**
   * The place of what a JSON Pointer without its first slash leads to; what is not there gets the
   * line of the last node on the way.
   */
  public static Place find(ConfigNode start, String pointer) {
    Place place = start.place();
    if (pointer.isEmpty()) {
      return place;
    }
    ConfigNode current = start;
    for (String step : pointer.split("/", -1)) {
      String name = Place.unescape(step);
      ConfigNode next = current == null ? null : below(current, name);
      place = next == null ? place.child(name) : next.place();
      current = next;
    }
    return place;
  }

  /** The node that the pointer leads to, or null if there is none or it is {@code null}. */
  public static @Nullable ConfigNode node(ConfigNode start, String pointer) {
    ConfigNode current = start;
    for (String step : pointer.split("/", -1)) {
      current = current == null ? null : below(current, Place.unescape(step));
    }
    return current instanceof NullNode ? null : current;
  }

  private static @Nullable ConfigNode below(ConfigNode node, String name) {
    return switch (node) {
      case ObjectNode object -> object.get(name);
      case ArrayNode array -> element(array.elements(), name);
      case TextNode text -> null;
      case NumberNode number -> null;
      case BooleanNode bool -> null;
      case NullNode none -> null;
    };
  }

  private static @Nullable ConfigNode element(List<ConfigNode> elements, String index) {
    try {
      int i = Integer.parseInt(index);
      return i >= 0 && i < elements.size() ? elements.get(i) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
