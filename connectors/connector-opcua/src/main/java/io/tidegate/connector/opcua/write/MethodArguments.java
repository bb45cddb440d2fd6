package io.tidegate.connector.opcua.write;

import io.tidegate.config.ConfigNode;
import io.tidegate.connector.opcua.config.MethodConfig;
import io.tidegate.connector.opcua.config.MethodConfig.Argument;
import io.tidegate.connector.opcua.write.MethodCaller.Given;
import io.tidegate.data.Value;
import io.tidegate.support.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which arguments a call has: those of the request, or else those of the configuration. */
final class MethodArguments {

  static final Value NULL = new Value.Json("null");

  private MethodArguments() {}

  /**
   * The arguments of a call of a device's method.
   *
   * @throws RefusedCallException in the words of the Python gateway.
   */
  static List<Given> of(MethodConfig method, Value params) throws RefusedCallException {
    List<Argument> configured = method.arguments();
    if (params.equals(NULL)) {
      return configured(configured);
    }
    List<Value> given = list(params);
    if (!configured.isEmpty() && configured.size() != given.size()) {
      throw new RefusedCallException(
          "Expected %d arguments, but got %d".formatted(configured.size(), given.size()));
    }
    List<Given> arguments = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      String type = i < configured.size() ? configured.get(i).type() : null;
      arguments.add(new Given(type, given.get(i)));
    }
    return arguments;
  }

  private static List<Given> configured(List<Argument> configured) throws RefusedCallException {
    List<Given> arguments = new ArrayList<>(configured.size());
    for (Argument argument : configured) {
      Value value = argument.value() == null ? null : value(argument.value());
      if (value == null) {
        throw new RefusedCallException(
            "You must either define values for arguments in config or along with rpc request");
      }
      arguments.add(new Given(argument.type(), value));
    }
    return arguments;
  }

  private static List<Value> list(Value params) throws RefusedCallException {
    if (params instanceof Value.Json(String json)) {
      JsonNode node = parse(json);
      if (node != null && node.isArray()) {
        return values(node);
      }
    }
    throw new RefusedCallException("The arguments must be specified in the square quotes []");
  }

  /** The arguments of a call of the connector: {@code {"arguments":[{"type":…,"value":…}]}}. */
  static List<Given> ofConnector(Value params) throws RefusedCallException {
    JsonNode node = params instanceof Value.Json(String json) ? parse(json) : null;
    if (node == null || node.isNull()) {
      return List.of();
    }
    JsonNode arguments = node.isArray() ? node : node.path("arguments");
    List<Given> given = new ArrayList<>();
    for (JsonNode argument : arguments) {
      JsonNode value = argument.isObject() ? argument.path("value") : argument;
      JsonNode type = argument.path("type");
      given.add(new Given(type.isString() ? type.asString() : null, value(value)));
    }
    return given;
  }

  private static @Nullable JsonNode parse(String json) {
    try {
      return JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      return null;
    }
  }

  private static List<Value> values(JsonNode array) throws RefusedCallException {
    List<Value> values = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      values.add(value(element));
    }
    return values;
  }

  private static Value value(JsonNode node) throws RefusedCallException {
    Value value = JsonValues.of(node);
    if (value == null) {
      throw new RefusedCallException("null is no argument");
    }
    return value;
  }

  private static @Nullable Value value(ConfigNode node) {
    return switch (node) {
      case ConfigNode.BooleanNode v -> new Value.Bool(v.value());
      case ConfigNode.NumberNode v ->
          v.value().stripTrailingZeros().scale() <= 0
              ? new Value.Int(v.value().longValue())
              : new Value.Real(v.value().doubleValue());
      case ConfigNode.TextNode v -> new Value.Text(v.value());
      case ConfigNode.ArrayNode v -> new Value.Json(array(v));
      case ConfigNode.NullNode _, ConfigNode.ObjectNode _ -> null;
    };
  }

  private static String array(ConfigNode.ArrayNode array) {
    List<Object> plain =
        array.elements().stream()
            .map(MethodArguments::value)
            .filter(Objects::nonNull)
            .map(MethodArguments::plain)
            .toList();
    return JsonMapper.shared().writeValueAsString(plain);
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Bool(boolean v) -> v;
      case Value.Int(long v) -> v;
      case Value.Real(double v) -> v;
      case Value.Text(String v) -> v;
      case Value.Json(String v) -> v;
    };
  }
}
