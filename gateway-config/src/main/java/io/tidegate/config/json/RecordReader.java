package io.tidegate.config.json;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.Place;
import io.tidegate.config.json.RecordShape.Component;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

  /** The record, or {@link Broken}. */
  Object read(ConfigNode node, Class<?> type, Set<String> others) {
    if (!(node instanceof ObjectNode object)) {
      error(node.place(), "must be an object but is " + Shown.of(node));
      return Broken.of(StandIns.ofRecord(type));
    }
    int before = problems.size();
    RecordShape shape = shapes.computeIfAbsent(type, RecordShape::of);
    RecordNames.checkKeys(object, shape, others, problems);
    List<@Nullable Object> members = new ArrayList<>();
    for (Component component : shape.components()) {
      members.add(readComponent(object, component));
    }
    return Broken.in(members)
        ? mended(object, shape, members, List.copyOf(problems.subList(before, problems.size())))
        : checked(object, shape, members);
  }

  private @Nullable Object readComponent(ObjectNode object, Component component) {
    ConfigNode node = RecordNames.find(object, component);
    if (node == null || RecordNames.isAbsent(node)) {
      return absent(object, node, component);
    }
    warnOfNoEffect(node, component);
    Object value = values.read(node, component.type(), component);
    return component.optional() && component.skipInvalid() && value instanceof Broken broken
        ? broken.orNothing()
        : value;
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
    if (found == null) {
      error(place, "is required but missing");
    } else {
      error(found.place(), "is required but is null");
    }
    return Broken.of(StandIns.of(component.type(), component));
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

  private Object checked(ObjectNode node, RecordShape shape, List<@Nullable Object> members) {
    Object config;
    try {
      config = shape.construct(members.toArray());
    } catch (InvocationTargetException e) {
      error(node.place(), "is refused: " + e.getTargetException().getMessage());
      return Broken.of(StandIns.ofRecord(shape.type()));
    }
    List<ConfigProblem> found = OwnRules.check(config, node, shape);
    problems.addAll(found);
    return hasError(found) ? Broken.of(Collections.singletonList(config)) : config;
  }

  // The record's own rules are checked with values in the place of what is broken, so that their
  // errors are not told only after the others were mended.
  private Object mended(
      ObjectNode node,
      RecordShape shape,
      List<@Nullable Object> members,
      List<ConfigProblem> told) {
    List<@Nullable Object> mended = new ArrayList<>();
    for (List<@Nullable Object> m : Broken.mended(members)) {
      StandIns.construct(shape, m, mended);
    }
    List<ConfigProblem> found = OwnRules.inAll(mended, node, shape, told);
    problems.addAll(found);
    return new Broken(
        mended, hasError(found) ? Optional.empty() : withoutBroken(node, shape, members));
  }

  private static Optional<Object> withoutBroken(
      ObjectNode node, RecordShape shape, List<@Nullable Object> members) {
    List<@Nullable Object> made = new ArrayList<>();
    Broken.usable(members).ifPresent(left -> StandIns.construct(shape, left, made));
    return made.stream()
        .flatMap(Stream::ofNullable)
        .filter(config -> !hasError(OwnRules.check(config, node, shape)))
        .findFirst();
  }

  private static boolean hasError(List<ConfigProblem> found) {
    return found.stream().anyMatch(ConfigProblem::isError);
  }

  private void error(Place place, String message) {
    problems.add(ConfigProblem.error(place, message));
  }
}
