package io.tidegate.config.json;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.NullNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.Place;
import io.tidegate.config.json.RecordShape.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings the names of a file and those of a record together. */
final class RecordNames {

  private RecordNames() {}

  /** The node of a component under its key or, failing that, an alias; null if there is none. */
  static @Nullable ConfigNode find(ObjectNode object, Component component) {
    ConfigNode own = object.get(component.key());
    for (String alias : component.aliases()) {
      if (isAbsent(own)) {
        ConfigNode other = object.get(alias);
        own = other == null ? own : other;
      }
    }
    return own;
  }

  /** The name, as a step of a JSON Pointer, under which an object has a component or should. */
  static String keyIn(ObjectNode object, Component component) {
    if (isAbsent(object.get(component.key()))) {
      for (String alias : component.aliases()) {
        if (object.get(alias) != null) {
          return Place.escape(alias);
        }
      }
    }
    return Place.escape(component.key());
  }

  static boolean isAbsent(@Nullable ConfigNode node) {
    return node == null || node instanceof NullNode;
  }

  /** Warns of keys that mean nothing here. */
  static void checkKeys(
      ObjectNode object, RecordShape shape, Set<String> others, List<ConfigProblem> problems) {
    List<String> known = new ArrayList<>(shape.keys());
    known.addAll(others);
    object
        .members()
        .forEach((name, node) -> {
          if (!known.contains(name)) {
            problems.add(
                ConfigProblem.warning(
                    node.place(), "is not a known key" + Suggestion.of(name, known)));
          }
        });
    shape.components().forEach(component -> checkAliases(object, component, problems));
  }

  private static void checkAliases(
      ObjectNode object, Component component, List<ConfigProblem> problems) {
    ConfigNode used = find(object, component);
    for (String alias : component.aliases()) {
      ConfigNode other = object.get(alias);
      if (other != null && !isAbsent(other) && !other.equals(used)) {
        problems.add(
            ConfigProblem.warning(
                other.place(),
                "is ignored: `%s` says the same and is given too".formatted(component.key())));
      }
    }
  }
}
