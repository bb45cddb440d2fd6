package io.tidegate.config.json;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.NoEffect;
import io.tidegate.config.Range;
import io.tidegate.config.json.RecordShape.Component;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (draft 2020-12) of a configuration record, for editors and forms. It describes
 * how a file ought to be written; the reader forgives more, such as a number written as text.
 */
public final class ConfigSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode definitions = JSON.objectNode();

  private ConfigSchema() {}

  /** The schema as indented text. */
  public static String of(Class<? extends Record> type) {
    ConfigSchema schema = new ConfigSchema();
    ObjectNode root = JSON.objectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", type.getSimpleName());
    root.setAll(schema.object(type));
    if (!schema.definitions.isEmpty()) {
      root.set("$defs", schema.definitions);
    }
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private ObjectNode object(Class<?> type) {
    ObjectNode properties = JSON.objectNode();
    ArrayNode required = JSON.arrayNode();
    ArrayNode choices = JSON.arrayNode();
    for (Component component : RecordShape.of(type).components()) {
      properties.set(component.key(), property(component));
      component.aliases().forEach(alias -> properties.set(alias, alias(component)));
      if (component.defaultText() == null && !component.optional()) {
        require(component, required, choices);
      }
    }
    ObjectNode schema = JSON.objectNode().put("type", "object");
    schema.set("properties", properties);
    return put(put(schema, "required", required), "allOf", choices);
  }

  private static void require(Component component, ArrayNode required, ArrayNode choices) {
    if (component.aliases().isEmpty()) {
      required.add(component.key());
      return;
    }
    ArrayNode names = choices.addObject().putArray("anyOf");
    names.addObject().putArray("required").add(component.key());
    component.aliases().forEach(alias -> names.addObject().putArray("required").add(alias));
  }

  private static ObjectNode put(ObjectNode schema, String name, ArrayNode values) {
    if (!values.isEmpty()) {
      schema.set(name, values);
    }
    return schema;
  }

  private ObjectNode alias(Component component) {
    return property(component).put("deprecated", true);
  }

  private ObjectNode property(Component component) {
    ObjectNode schema = schema(component.type(), component);
    String doc = component.doc();
    NoEffect noEffect = component.noEffect();
    if (doc != null) {
      schema.put("description", doc + (noEffect == null ? "" : " This " + noEffect.value() + "."));
    }
    JsonNode value = defaultOf(component);
    if (value != null) {
      schema.set("default", value);
    }
    if (component.secret()) {
      schema.put("writeOnly", true);
    }
    return schema;
  }

  private ObjectNode schema(Type type, Component component) {
    return switch (type) {
      case ParameterizedType p when p.getRawType() == List.class ->
          with("array", "items", schema(p.getActualTypeArguments()[0], component));
      case ParameterizedType p when p.getRawType() == Map.class ->
          with("object", "additionalProperties", schema(p.getActualTypeArguments()[1], component));
      case Class<?> c -> ofClass(c, component);
      default -> throw new IllegalStateException("no configuration type: " + type);
    };
  }

  private static ObjectNode with(String type, String name, ObjectNode element) {
    ObjectNode schema = JSON.objectNode().put("type", type);
    schema.set(name, element);
    return schema;
  }

  private ObjectNode ofClass(Class<?> type, Component component) {
    if (ConfigNode.class.isAssignableFrom(type)) {
      return node(type);
    }
    TextType textType = type.isPrimitive() ? null : TextType.of(type);
    if (textType != null) {
      return type.isRecord() ? textOr(reference(type)) : text();
    }
    return type.isRecord() ? reference(type) : scalar(type, component.range());
  }

  private static ObjectNode text() {
    ObjectNode text = JSON.objectNode();
    text.putArray("type").add("string").add("number");
    return text;
  }

  private static ObjectNode textOr(ObjectNode object) {
    ObjectNode schema = JSON.objectNode();
    schema.putArray("anyOf").add(text()).add(object);
    return schema;
  }

  private static ObjectNode node(Class<?> type) {
    if (type == ConfigNode.class) {
      return JSON.objectNode();
    }
    return JSON.objectNode().put("type", type == ConfigNode.ArrayNode.class ? "array" : "object");
  }

  private ObjectNode reference(Class<?> type) {
    String name = type.getName().substring(type.getPackageName().length() + 1);
    if (!definitions.has(name)) {
      definitions.set(name, JSON.objectNode());
      definitions.set(name, object(type));
    }
    return JSON.objectNode().put("$ref", "#/$defs/" + name);
  }

  private static ObjectNode scalar(Class<?> type, @Nullable Range range) {
    if (type.isEnum()) {
      ArrayNode names = JSON.arrayNode();
      EnumNames.of(type).forEach(names::add);
      return put(JSON.objectNode(), "enum", names);
    }
    if (type == String.class) {
      return JSON.objectNode().put("type", "string");
    }
    if (type == boolean.class || type == Boolean.class) {
      return JSON.objectNode().put("type", "boolean");
    }
    ObjectNode number =
        JSON.objectNode().put("type", ScalarReader.isReal(type) ? "number" : "integer");
    return range == null ? number : number.put("minimum", range.min()).put("maximum", range.max());
  }

  private static @Nullable JsonNode defaultOf(Component component) {
    String text = component.defaultText();
    if (text == null) {
      return null;
    }
    Type type = component.type();
    boolean isText = type == String.class || (type instanceof Class<?> c && c.isEnum());
    if (isText) {
      return JSON.stringNode(text);
    }
    try {
      return new JsonMapper().readTree(text);
    } catch (JacksonException e) {
      return JSON.stringNode(text);
    }
  }
}
