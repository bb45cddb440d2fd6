package io.tidegate.config.json;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.Place;
import io.tidegate.config.json.RecordShape.Component;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the value of a component: a list, a map, a scalar, a record or a piece of the tree. */
final class ValueReader {

  /** Stands for a value that an error, already told, made unusable. */
  static final Object INVALID = new Object();

  private final RecordReader records;
  private final List<ConfigProblem> problems;
  private final Map<Class<?>, Optional<TextType>> textTypes = new HashMap<>();

  ValueReader(RecordReader records, List<ConfigProblem> problems) {
    this.records = records;
    this.problems = problems;
  }

  Object read(ConfigNode node, Type type, Component component) {
    return switch (type) {
      case ParameterizedType p when p.getRawType() == List.class ->
          readList(node, p.getActualTypeArguments()[0], component);
      case ParameterizedType p when p.getRawType() == Map.class ->
          readMap(node, p.getActualTypeArguments()[1], component);
      case Class<?> c -> readClass(node, c, component);
      default -> throw new IllegalStateException("no configuration type: " + type);
    };
  }

  private Object readClass(ConfigNode node, Class<?> type, Component component) {
    if (RecordShape.isNode(type)) {
      return type.isInstance(node)
          ? node
          : mismatch(node, type == ArrayNode.class ? "an array" : "an object", component);
    }
    TextType textType = textType(type);
    String text = ScalarReader.text(node);
    if (textType != null && (text != null || !type.isRecord())) {
      return readText(node, text, textType, component);
    }
    if (ScalarReader.handles(type)) {
      Object value = ScalarReader.read(node, type, component.range());
      return value == null
          ? mismatch(node, ScalarReader.expected(type, component.range()), component)
          : value;
    }
    if (type.isRecord()) {
      return records.read(node, type, Set.of());
    }
    throw new IllegalStateException("no configuration type: " + type);
  }

  private @Nullable TextType textType(Class<?> type) {
    if (type.isPrimitive() || type == String.class) {
      return null;
    }
    return textTypes.computeIfAbsent(type, t -> Optional.ofNullable(TextType.of(t))).orElse(null);
  }

  private Object readText(
      ConfigNode node, @Nullable String text, TextType type, Component component) {
    if (text == null) {
      return mismatch(node, type.expected(), component);
    }
    try {
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
      return invalid(
          node.place(),
          "must be " + type.expected() + " but is " + Shown.of(node, component) + reason);
    }
  }

  private Object readList(ConfigNode node, Type element, Component component) {
    if (!(node instanceof ArrayNode array)) {
      return mismatch(node, "an array", component);
    }
    List<Object> values = new ArrayList<>();
    for (ConfigNode child : array.elements()) {
      values.add(read(child, element, component));
    }
    if (component.skipInvalid()) {
      values.removeIf(INVALID::equals);
    }
    return values.contains(INVALID) ? INVALID : Collections.unmodifiableList(values);
  }

  private Object readMap(ConfigNode node, Type element, Component component) {
    if (!(node instanceof ObjectNode object)) {
      return mismatch(node, "an object", component);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    object.members().forEach((name, n) -> values.put(name, read(n, element, component)));
    if (component.skipInvalid()) {
      values.values().removeIf(INVALID::equals);
    }
    return values.containsValue(INVALID) ? INVALID : Collections.unmodifiableMap(values);
  }

  private Object mismatch(ConfigNode node, String expected, Component component) {
    return invalid(node.place(), "must be " + expected + " but is " + Shown.of(node, component));
  }

  private Object invalid(Place place, String message) {
    problems.add(ConfigProblem.error(place, message));
    return INVALID;
  }
}
