package io.tidegate.config.json;

import io.tidegate.config.json.RecordShape.Component;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts what was read of the elements of a list or map together. */
final class Elements {

  /** Of an element that does without its like: see {@link io.tidegate.config.SkipInvalid}. */
  private static final Object LEFT_OUT = new Object();

  private Elements() {}

  /** The list, or {@link Broken} if an element is. */
  static Object asList(List<@Nullable Object> values, Component component) {
    return collected(values, component, Elements::list);
  }

  /** The map, or {@link Broken} if a value is. */
  static Object asMap(List<String> names, List<@Nullable Object> values, Component component) {
    return collected(values, component, v -> map(names, v));
  }

  private static Object collected(
      List<@Nullable Object> values,
      Component component,
      Function<List<@Nullable Object>, Object> collector) {
    if (!Broken.in(values)) {
      return collector.apply(values);
    }
    if (component.skipInvalid()) {
      values.replaceAll(Elements::leftOut);
    }
    List<@Nullable Object> standIns = new ArrayList<>();
    for (List<@Nullable Object> mended : Broken.mended(values)) {
      standIns.add(collector.apply(mended));
    }
    return new Broken(standIns, Broken.usable(values).map(collector));
  }

  private static @Nullable Object leftOut(@Nullable Object value) {
    return value instanceof Broken(var standIns, var usable) && usable.isEmpty()
        ? new Broken(standIns, Optional.of(LEFT_OUT))
        : value;
  }

  private static List<@Nullable Object> list(List<@Nullable Object> values) {
    List<@Nullable Object> list = new ArrayList<>(values);
    list.removeIf(LEFT_OUT::equals);
    return Collections.unmodifiableList(list);
  }

  private static Map<String, @Nullable Object> map(
      List<String> names, List<@Nullable Object> values) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      map.put(names.get(i), values.get(i));
    }
    map.values().removeIf(LEFT_OUT::equals);
    return Collections.unmodifiableMap(map);
  }
}
