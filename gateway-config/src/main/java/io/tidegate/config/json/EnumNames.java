package io.tidegate.config.json;

import io.tidegate.config.Key;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names that users write for the constants of an enum; upper and lower case are the same. */
final class EnumNames {

  private EnumNames() {}

  static List<String> of(Class<?> type) {
    return Arrays.stream(constants(type)).map(EnumNames::name).toList();
  }

  static @Nullable Object find(Class<?> type, String text) {
    for (Object constant : constants(type)) {
      if (name(constant).equalsIgnoreCase(text.strip())) {
        return constant;
      }
    }
    return null;
  }

  /** {@code one of `a`, `b`}. */
  static String expected(Class<?> type) {
    return of(type).stream()
        .map(n -> "`" + n + "`")
        .collect(Collectors.joining(", ", "one of ", ""));
  }

  private static Object[] constants(Class<?> type) {
    Object[] constants = type.getEnumConstants();
    if (constants == null) {
      throw new IllegalStateException(type + " is no enum");
    }
    return constants;
  }

  private static String name(Object constant) {
    String name = ((Enum<?>) constant).name();
    try {
      Key key = constant.getClass().getField(name).getAnnotation(Key.class);
      return key == null ? name : key.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
