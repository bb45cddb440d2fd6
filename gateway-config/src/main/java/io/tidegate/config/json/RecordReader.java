package io.tidegate.config.json;

import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.Place;
import io.tidegate.config.json.RecordShape.Component;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads objects into records. */
final class RecordReader {

  private final List<ConfigProblem> problems;
  private final ValueReader values;
  private final Map<Class<?>, RecordShape> shapes = new HashMap<>();

  RecordReader(List<ConfigProblem> problems) {
    this.problems = problems;
    this.values = new ValueReader(this, problems);
  }

  /** The record, or {@link ValueReader#INVALID}. */
  Object read(ConfigNode node, Class<?> type, Set<String> others) {
    if (!(node instanceof ObjectNode object)) {
      return invalid(node.place(), "must be an object but is " + Shown.of(node));
    }
    RecordShape shape = shapes.computeIfAbsent(type, RecordShape::of);
    RecordNames.checkKeys(object, shape, others, problems);
    @Nullable Object[] members = new @Nullable Object[shape.components().size()];
    for (int i = 0; i < members.length; i++) {
      members[i] = readComponent(object, shape.components().get(i));
    }
    if (Arrays.asList(members).contains(ValueReader.INVALID)) {
      checkTheRest(object, shape, members);
      return ValueReader.INVALID;
    }
    return checked(construct(object.place(), shape, members), object, shape);
  }

  private @Nullable Object readComponent(ObjectNode object, Component component) {
    ConfigNode node = RecordNames.find(object, component);
    if (node == null || RecordNames.isAbsent(node)) {
      return absent(object, node, component);
    }
    warnOfNoEffect(node, component);
    return values.read(node, component.type(), component);
  }

  private @Nullable Object absent(
      ObjectNode object, @Nullable ConfigNode found, Component component) {
    Place place = object.place().child(component.key());
    ConfigNode node = component.defaultNode(place);
    if (node != null) {
      return readDefault(node, component);
    }
    if (component.optional()) {
      return null;
    }
    return found == null
        ? invalid(place, "is required but missing")
        : invalid(found.place(), "is required but is null");
  }

  // The user has not written it, so there is nothing to warn the user of.
  private Object readDefault(ConfigNode node, Component component) {
    int before = problems.size();
    Object value = values.read(node, component.type(), component);
    problems.subList(before, problems.size()).removeIf(problem -> !problem.isError());
    return value;
  }

  private void warnOfNoEffect(ConfigNode node, Component component) {
    var noEffect = component.noEffect();
    if (noEffect != null && !noEffect.unless().equalsIgnoreCase(ScalarReader.text(node))) {
      problems.add(ConfigProblem.warning(node.place(), noEffect.value()));
    }
  }

  private Object construct(Place place, RecordShape shape, @Nullable Object[] members) {
    try {
      return shape.construct(members);
    } catch (InvocationTargetException e) {
      return invalid(place, "is refused: " + e.getTargetException().getMessage());
    }
  }

  private Object checked(Object config, ObjectNode node, RecordShape shape) {
    if (!(config instanceof Checked checked)) {
      return config;
    }
    List<ConfigProblem> found = new ArrayList<>();
    checked.check(new ScopedProblems(node, shape, found));
    problems.addAll(found);
    return found.stream().anyMatch(ConfigProblem::isError) ? ValueReader.INVALID : config;
  }

  // With defaults in the place of what is invalid, the record's own rules can still be checked, so
  // that their errors are not told only after the others were mended.
  private void checkTheRest(ObjectNode node, RecordShape shape, @Nullable Object[] members) {
    int before = problems.size();
    Set<String> broken = new HashSet<>();
    for (int i = 0; i < members.length; i++) {
      if (ValueReader.INVALID.equals(members[i])) {
        Component component = shape.components().get(i);
        ConfigNode standIn = component.defaultNode(node.place());
        if (standIn == null && !component.optional()) {
          return;
        }
        broken.add(Places.find(node, RecordNames.keyIn(node, component)).pointer() + "/");
        members[i] = standIn == null ? null : readDefault(standIn, component);
      }
    }
    checked(construct(node.place(), shape, members), node, shape);
    problems
        .subList(before, problems.size())
        .removeIf(p ->
            p.place().equals(node.place())
                || broken.stream().anyMatch(b -> (p.place().pointer() + "/").startsWith(b)));
  }

  private Object invalid(Place place, String message) {
    problems.add(ConfigProblem.error(place, message));
    return ValueReader.INVALID;
  }
}
