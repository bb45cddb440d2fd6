package io.tidegate.config.json;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.json.RecordShape.Component;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the value of a component: a list, a map, a scalar, a record or a piece of the tree. */
final class ValueReader {

  private final RecordReader records;
  private final List<ConfigProblem> problems;
  private final Map<Class<?>, Optional<TextType>> textTypes = new HashMap<>();

  ValueReader(RecordReader records, List<ConfigProblem> problems) {
    this.records = records;
    this.problems = problems;
  }

  Object read(ConfigNode node, Type type, Component component) {
    return switch (type) {
      case ParameterizedType p when p.getRawType() == List.class -> readList(node, p, component);
      case ParameterizedType p when p.getRawType() == Map.class -> readMap(node, p, component);
      case Class<?> c -> readClass(node, c, component);
      default -> throw new IllegalStateException("no configuration type: " + type);
    };
  }

  private Object readClass(ConfigNode node, Class<?> type, Component component) {
    if (RecordShape.isNode(type)) {
      return type.isInstance(node)
          ? node
          : mismatch(node, type == ArrayNode.class ? "an array" : "an object", type, component);
    }
    TextType textType = textType(type);
    String text = ScalarReader.text(node);
    if (textType != null && (text != null || !type.isRecord())) {
      return readText(node, text, textType, type, component);
    }
    if (ScalarReader.handles(type)) {
      Object value = ScalarReader.read(node, type, component.range());
      return value == null
          ? mismatch(node, ScalarReader.expected(type, component.range()), type, component)
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
      ConfigNode node, @Nullable String text, TextType parser, Class<?> type, Component component) {
    if (text == null) {
      return mismatch(node, parser.expected(), type, component);
    }
    try {
      return parser.parse(text);
    } catch (IllegalArgumentException e) {
      String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
      String message = "must be " + parser.expected() + " but is " + Shown.of(node, component);
      return broken(node, message + reason, type, component);
    }
  }

  private Object readList(ConfigNode node, ParameterizedType type, Component component) {
    if (!(node instanceof ArrayNode array)) {
      return mismatch(node, "an array", type, component);
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (ConfigNode child : array.elements()) {
      values.add(read(child, type.getActualTypeArguments()[0], component));
    }
    return Elements.asList(values, component);
  }

  private Object readMap(ConfigNode node, ParameterizedType type, Component component) {
    if (!(node instanceof ObjectNode object)) {
      return mismatch(node, "an object", type, component);
    }
    List<String> names = List.copyOf(object.members().keySet());
    List<@Nullable Object> values = new ArrayList<>();
    object
        .members()
        .values()
        .forEach(n -> values.add(read(n, type.getActualTypeArguments()[1], component)));
    return Elements.asMap(names, values, component);
  }

  private Object mismatch(ConfigNode node, String expected, Type type, Component component) {
    return broken(
        node, "must be " + expected + " but is " + Shown.of(node, component), type, component);
  }

  private Object broken(ConfigNode node, String message, Type type, Component component) {
    problems.add(ConfigProblem.error(node.place(), message));
    return Broken.of(StandIns.of(type, component));
  }
}
