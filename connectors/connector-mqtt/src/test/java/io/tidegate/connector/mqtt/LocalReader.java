package io.tidegate.connector.mqtt;

import io.tidegate.config.Alias;
import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.BooleanNode;
import io.tidegate.config.ConfigNode.NullNode;
import io.tidegate.config.ConfigNode.NumberNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.ConfigNode.TextNode;
import io.tidegate.config.Default;
import io.tidegate.config.FromText;
import io.tidegate.config.Place;
import io.tidegate.config.Problems;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the connector's records from JSON, as the gateway's reader does; collects its problems. */
final class LocalReader implements Problems {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

  final List<String> errors = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();

  /** The configuration in a text that may have single quotes; errors fail. */
  static MqttConfig config(String json) {
    LocalReader reader = new LocalReader();
    MqttConfig config = reader.read(json);
    if (!reader.errors.isEmpty()) {
      throw new AssertionError(reader.errors);
    }
    return config;
  }

  MqttConfig read(String json) {
    ObjectNode file = new MqttConnector().migrate(node(json));
    return (MqttConfig) record(file, MqttConfig.class);
  }

  static ObjectNode node(String json) {
    return (ObjectNode) node(new Place("mqtt.json", "", 1), JSON.readTree(json));
  }

  @Override
  public void error(String member, String message) {
    errors.add(member + " " + message);
  }

  @Override
  public void warning(String member, String message) {
    warnings.add(member + " " + message);
  }

  private static ConfigNode node(Place place, JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        Map<String, ConfigNode> members = new LinkedHashMap<>();
        json.forEachEntry((name, child) -> members.put(name, node(place.child(name), child)));
        yield new ObjectNode(place, members);
      }
      case ARRAY -> {
        List<ConfigNode> elements = new ArrayList<>();
        for (JsonNode child : json) {
          elements.add(node(place.child(String.valueOf(elements.size())), child));
        }
        yield new ArrayNode(place, elements);
      }
      case STRING -> new TextNode(place, json.asString());
      case NUMBER -> new NumberNode(place, json.decimalValue());
      case BOOLEAN -> new BooleanNode(place, json.booleanValue());
      case NULL, MISSING, BINARY, POJO -> new NullNode(place);
    };
  }

  private Object record(ObjectNode node, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = component(node, components[i]);
    }
    try {
      Object config = type.getDeclaredConstructor(types).newInstance(values);
      if (config instanceof Checked checked) {
        checked.check(this);
      }
      return config;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " at " + node.place(), e);
    }
  }

  private @Nullable Object component(ObjectNode node, RecordComponent component) {
    ConfigNode found = node.get(component.getName());
    Alias alias = component.getAnnotation(Alias.class);
    if (found == null && alias != null) {
      found = node.get(alias.value()[0]);
    }
    Default value = component.getAnnotation(Default.class);
    if (found == null && value != null) {
      found =
          value.value().startsWith("{") || value.value().startsWith("[")
              ? node(node.place(), JSON.readTree(value.value()))
              : new TextNode(node.place(), value.value());
    }
    if (found == null) {
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        error(component.getName(), "is required but missing");
      }
      return null;
    }
    return value(found, component.getGenericType());
  }

  private Object value(ConfigNode node, Type type) {
    return switch (type) {
      case ParameterizedType list ->
          ((ArrayNode) node)
              .elements().stream().map(e -> value(e, list.getActualTypeArguments()[0])).toList();
      case Class<?> c when c == ConfigNode.class -> node;
      case Class<?> c when c.isRecord() && node instanceof ObjectNode object -> record(object, c);
      case Class<?> c when c.isRecord() -> fromText(text(node), c);
      case Class<?> c when c.isEnum() ->
          Arrays.stream(c.getEnumConstants())
              .filter(e -> e.toString().equals(text(node).toUpperCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow();
      case Class<?> c when c == int.class || c == Integer.class -> Integer.valueOf(text(node));
      case Class<?> c when c == long.class -> Long.valueOf(text(node));
      case Class<?> c when c == double.class -> Double.valueOf(text(node));
      case Class<?> c when c == boolean.class -> Boolean.valueOf(text(node));
      default -> text(node);
    };
  }

  private static Object fromText(String text, Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(FromText.class)) {
        try {
          return method.invoke(null, text);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(text, e);
        }
      }
    }
    throw new IllegalStateException(type + " can't be written as text");
  }

  private static String text(ConfigNode node) {
    return switch (node) {
      case TextNode(var place, String value) -> value;
      case NumberNode(var place, var value) -> value.toString();
      case BooleanNode(var place, boolean value) -> String.valueOf(value);
      case ObjectNode object -> throw new IllegalStateException(object.place() + " is an object");
      case ArrayNode array -> throw new IllegalStateException(array.place() + " is an array");
      case NullNode none -> throw new IllegalStateException(none.place() + " is null");
    };
  }
}
