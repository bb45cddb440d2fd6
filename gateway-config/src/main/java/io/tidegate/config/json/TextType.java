package io.tidegate.config.json;

import io.tidegate.config.FromText;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A type of our own that is made from text by its {@link FromText} method. */
record TextType(Method method, String expected) {

  static @Nullable TextType of(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      FromText annotation = method.getAnnotation(FromText.class);
      if (annotation != null) {
        method.setAccessible(true);
        return new TextType(method, annotation.value());
      }
    }
    return null;
  }

  /**
   * Makes the value.
   *
   * @throws IllegalArgumentException if the text is not what is expected.
   */
  Object parse(String text) {
    try {
      return method.invoke(null, text);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getTargetException().getMessage(), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " must be a static method of one string", e);
    }
  }
}
