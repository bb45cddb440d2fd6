package io.tidegate.connector.opcua.value;

import io.tidegate.data.Value;
import io.tidegate.support.JsonValues;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.Map;
import org.eclipse.milo.opcua.sdk.core.types.DynamicOptionSetType;
import org.eclipse.milo.opcua.sdk.core.types.DynamicStructType;
import org.eclipse.milo.opcua.sdk.core.types.DynamicUnionType;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Arrays and structures as JSON. */
final class JsonTree {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ValueConverter scalars;
  private final StructureReader structures;

  JsonTree(ValueConverter scalars, StructureReader structures) {
    this.scalars = scalars;
    this.structures = structures;
  }

  @Nullable Value json(Object value) {
    JsonNode node = node(value);
    return node.isNull() ? null : new Value.Json(node.toString());
  }

  private JsonNode node(@Nullable Object value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case Matrix v -> node(v.nestedArrayValue());
      case ExtensionObject v -> encoded(v);
      case DynamicStructType v -> members(v.getMembers());
      case DynamicUnionType v ->
          v.getValue()
              .map(set -> members(Map.of(set.fieldName(), set.fieldValue())))
              .orElseGet(JSON::objectNode);
      case DynamicOptionSetType v -> node(v.getValue());
      case UaStructuredType v -> fields(v);
      default -> value.getClass().isArray() ? array(value) : scalar(value);
    };
  }

  private JsonNode scalar(Object value) {
    return JsonValues.json(scalars.convert(value));
  }

  private ArrayNode array(Object array) {
    ArrayNode elements = JSON.arrayNode();
    for (int i = 0; i < Array.getLength(array); i++) {
      elements.add(node(Array.get(array, i)));
    }
    return elements;
  }

  private JsonNode encoded(ExtensionObject object) {
    if (object.isNull()) {
      return JSON.nullNode();
    }
    Object decoded = structures.read(object);
    if (decoded != null) {
      return node(decoded);
    }
    // Nobody knows the type: what is known are its id and its bytes.
    ObjectNode raw = JSON.objectNode();
    raw.put("encoding", object.getEncodingOrTypeId().toParseableString());
    raw.set("body", scalar(object.getBody() instanceof ByteString b ? b : object.getBody()));
    return raw;
  }

  private ObjectNode members(Map<String, Object> members) {
    ObjectNode object = JSON.objectNode();
    members.forEach((name, value) -> object.set(name, node(value)));
    return object;
  }

  /** A structure of the standard, which is a class of the library. */
  private ObjectNode fields(UaStructuredType structure) {
    ObjectNode object = JSON.objectNode();
    for (Field field : structure.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        String name = capitalised(field.getName());
        try {
          object.set(name, node(structure.getClass().getMethod("get" + name).invoke(structure)));
        } catch (ReflectiveOperationException e) {
          object.putNull(name);
        }
      }
    }
    return object;
  }

  private static String capitalised(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
