package io.tidegate.testkit;

import io.tidegate.config.Doc;
import io.tidegate.config.Inline;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** The keys of a configuration, as its records declare them. */
public final class ConfigKeys {

  private ConfigKeys() {}

  /** The keys, nested ones too, that nothing is said about. */
  public static List<String> undescribed(Class<? extends Record> type) {
    List<String> found = new ArrayList<>();
    collect(type, found);
    return found;
  }

  private static void collect(Class<?> type, List<String> found) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (!component.isAnnotationPresent(Doc.class)
          && !component.isAnnotationPresent(Inline.class)) {
        found.add(type.getSimpleName() + "." + component.getName());
      }
      Class<?> nested = nested(component.getGenericType());
      if (nested.isRecord()) {
        collect(nested, found);
      }
    }
  }

  /** Of a list, what is in it. */
  private static Class<?> nested(Type type) {
    return type instanceof ParameterizedType list
        ? nested(list.getActualTypeArguments()[0])
        : (Class<?>) type;
  }
}
