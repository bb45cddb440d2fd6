package io.tidegate.config.json;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.Place;
import io.tidegate.config.Range;
import io.tidegate.config.json.RecordShape.Component;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds values that a piece of configuration might have where what stands there can't be read. */
final class StandIns {

  /** Each type of ours that is made from text takes one of them. */
  private static final List<String> TEXTS = List.of("", "x", "*", "1", "2", "1:1", "INFO");

  private static final Place NOWHERE = new Place("", "", 0);

  private StandIns() {}

  /** What may stand for a component, or for an element of that type in it. */
  static List<@Nullable Object> of(Type type, Component component) {
    List<@Nullable Object> found = new ArrayList<>(ofType(type, component.range()));
    if (component.optional() && type.equals(component.type())) {
      found.add(null);
    }
    return found;
  }

  /** The records that can be made if nothing is known of their components. */
  static List<@Nullable Object> ofRecord(Class<?> type) {
    RecordShape shape = RecordShape.of(type);
    List<@Nullable Object> members = new ArrayList<>();
    shape.components().forEach(c -> members.add(Broken.of(of(c.type(), c))));
    List<@Nullable Object> records = new ArrayList<>();
    for (List<@Nullable Object> mended : Broken.mended(members)) {
      construct(shape, mended, records);
    }
    return records;
  }

  /** Adds the record unless it refuses its components. */
  static void construct(
      RecordShape shape, List<@Nullable Object> members, List<@Nullable Object> target) {
    try {
      target.add(shape.construct(members.toArray()));
    } catch (InvocationTargetException e) {
      // What stands in does not suit the others; another will.
    }
  }

  private static List<@Nullable Object> ofType(Type type, @Nullable Range range) {
    return switch (type) {
      case ParameterizedType p when p.getRawType() == List.class ->
          ofContainer(
              List.of(), ofType(p.getActualTypeArguments()[0], range), Collections::singletonList);
      case ParameterizedType p ->
          ofContainer(
              Map.of(),
              ofType(p.getActualTypeArguments()[1], range),
              element -> Collections.singletonMap("x", element));
      case Class<?> c -> ofClass(c, range);
      default -> throw new IllegalStateException("no configuration type: " + type);
    };
  }

  private static List<@Nullable Object> ofContainer(
      Object empty, List<@Nullable Object> elements, Wrapper wrapper) {
    List<@Nullable Object> found = new ArrayList<>();
    found.add(empty);
    elements.forEach(element -> found.add(wrapper.around(element)));
    return found;
  }

  private static List<@Nullable Object> ofClass(Class<?> type, @Nullable Range range) {
    if (RecordShape.isNode(type)) {
      return listed(nodes().filter(type::isInstance));
    }
    TextType textType = type.isPrimitive() || type == String.class ? null : TextType.of(type);
    if (textType != null) {
      return parsed(textType);
    }
    if (ScalarReader.handles(type)) {
      return scalars(type, range);
    }
    return ofRecord(type);
  }

  private static List<@Nullable Object> scalars(Class<?> type, @Nullable Range range) {
    List<String> texts = new ArrayList<>(TEXTS);
    texts.add("true");
    texts.add("false");
    texts.add("0");
    if (type.isEnum()) {
      texts.addAll(EnumNames.of(type));
    }
    if (range != null) {
      texts.add(Long.toString(range.min()));
      texts.add(Long.toString(range.max()));
    }
    return listed(
        texts.stream().flatMap(text -> Stream.ofNullable(scalar(text, type, range))).distinct());
  }

  private static @Nullable Object scalar(String text, Class<?> type, @Nullable Range range) {
    return ScalarReader.read(new ConfigNode.TextNode(NOWHERE, text), type, range);
  }

  private static List<@Nullable Object> parsed(TextType type) {
    List<@Nullable Object> found = new ArrayList<>();
    for (String text : TEXTS) {
      try {
        found.add(type.parse(text));
      } catch (IllegalArgumentException e) {
        // Not one for this type.
      }
    }
    return found;
  }

  private static Stream<ConfigNode> nodes() {
    return Stream.of(
        new ConfigNode.ObjectNode(NOWHERE, Map.of()),
        new ConfigNode.ArrayNode(NOWHERE, List.of()),
        new ConfigNode.TextNode(NOWHERE, "x"),
        new ConfigNode.NumberNode(NOWHERE, BigDecimal.ONE));
  }

  private static List<@Nullable Object> listed(Stream<?> values) {
    List<@Nullable Object> list = new ArrayList<>();
    values.forEach(list::add);
    return list;
  }

  private interface Wrapper {
    Object around(@Nullable Object element);
  }
}
