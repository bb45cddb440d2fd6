package io.tidegate.config.json;

import io.tidegate.config.Alias;
import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.TextNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Inline;
import io.tidegate.config.Key;
import io.tidegate.config.NoEffect;
import io.tidegate.config.Place;
import io.tidegate.config.Range;
import io.tidegate.config.Secret;
import io.tidegate.config.SkipInvalid;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a configuration record say; the one place that looks at them.
 *
 * @param components what the file has a key for; those of records that are inline among them.
 */
record RecordShape(Class<?> type, List<Component> components) {

  static RecordShape of(Class<?> type) {
    return new RecordShape(type, components(type).toList());
  }

  private static Stream<Component> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(c -> isInline(c) ? components(c.getType()) : Stream.of(Component.of(c)));
  }

  private static boolean isInline(RecordComponent component) {
    boolean inline = component.isAnnotationPresent(Inline.class);
    if (inline && Checked.class.isAssignableFrom(component.getType())) {
      throw new IllegalStateException(component + " is inline: nobody would call its check");
    }
    return inline;
  }

  /** Whether components of the type take any piece of configuration as it is. */
  static boolean isNode(Class<?> type) {
    return ConfigNode.class.isAssignableFrom(type);
  }

  /** Calls the canonical constructor, with a value for each component. */
  Object construct(@Nullable Object[] values) throws InvocationTargetException {
    return construct(type, Arrays.asList(values).iterator());
  }

  private static Object construct(Class<?> type, Iterator<@Nullable Object> left)
      throws InvocationTargetException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = isInline(components[i]) ? construct(types[i], left) : left.next();
    }
    return construct(type, types, values);
  }

  private static Object construct(Class<?> type, Class<?>[] types, @Nullable Object[] values)
      throws InvocationTargetException {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw e;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " must be a record", e);
    }
  }

  /** Every name that files may have for a component. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (Component component : components) {
      keys.add(component.key);
      keys.addAll(component.aliases);
    }
    return keys;
  }

  /** The component of that name in the file or in the record, or null. */
  @Nullable Component find(String name) {
    for (Component component : components) {
      if (component.key.equals(name)
          || component.name.equals(name)
          || component.aliases.contains(name)) {
        return component;
      }
    }
    return null;
  }

  /**
   * One component.
   *
   * @param name in the record.
   * @param key in the file.
   * @param defaultText as it would be written in the file; null if there is none.
   */
  record Component(
      String name,
      String key,
      List<String> aliases,
      Type type,
      boolean optional,
      @Nullable String defaultText,
      @Nullable Range range,
      @Nullable NoEffect noEffect,
      @Nullable String doc,
      boolean secret,
      boolean skipInvalid) {

    static Component of(RecordComponent c) {
      Key key = c.getAnnotation(Key.class);
      Alias alias = c.getAnnotation(Alias.class);
      Default value = c.getAnnotation(Default.class);
      Doc doc = c.getAnnotation(Doc.class);
      return new Component(
          c.getName(),
          key == null ? c.getName() : key.value(),
          alias == null ? List.of() : List.of(alias.value()),
          c.getGenericType(),
          c.getAnnotatedType().isAnnotationPresent(Nullable.class),
          value == null ? null : value.value(),
          c.getAnnotation(Range.class),
          c.getAnnotation(NoEffect.class),
          doc == null ? null : doc.value(),
          has(c, Secret.class),
          has(c, SkipInvalid.class));
    }

    /** The default as if it stood at the place, but in no line; null if there is none. */
    @Nullable ConfigNode defaultNode(Place place) {
      if (defaultText == null) {
        return null;
      }
      boolean scalar = type instanceof Class<?> c && !c.isRecord() && !isNode(c);
      return scalar || (!defaultText.startsWith("{") && !defaultText.startsWith("["))
          ? new TextNode(new Place(place.file(), place.pointer(), 0), defaultText)
          : ConfigText.parseDefault(place, defaultText);
    }

    private static boolean has(RecordComponent c, Class<? extends Annotation> annotation) {
      return c.isAnnotationPresent(annotation);
    }
  }
}
