package io.tidegate.config;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A piece of configuration that knows where the user wrote it. A migration that moves a node keeps
 * its place, so that a problem always points into the user's own file.
 */
public sealed interface ConfigNode {

  Place place();

  /** An object; members keep the order of the file. */
  record ObjectNode(Place place, Map<String, ConfigNode> members) implements ConfigNode {

    public ObjectNode {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member, or null if there is none. */
    public @Nullable ConfigNode get(String name) {
      return members.get(name);
    }
  }

  /** An array. */
  record ArrayNode(Place place, List<ConfigNode> elements) implements ConfigNode {

    public ArrayNode {
      elements = List.copyOf(elements);
    }

    /** The same array with its objects changed; what is no object stays. */
    public ArrayNode withObjects(UnaryOperator<ObjectNode> change) {
      return new ArrayNode(
          place,
          elements.stream()
              .map(element -> element instanceof ObjectNode object ? change.apply(object) : element)
              .toList());
    }
  }

  /** A string. */
  record TextNode(Place place, String value) implements ConfigNode {}

  /** A number, as exact as it was written. */
  record NumberNode(Place place, BigDecimal value) implements ConfigNode {}

  /** {@code true} or {@code false}. */
  record BooleanNode(Place place, boolean value) implements ConfigNode {}

  /** {@code null}. */
  record NullNode(Place place) implements ConfigNode {}
}
