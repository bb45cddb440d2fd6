package io.tidegate.connector.mqtt;

import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.data.Value;
import io.tidegate.support.JsonPath;
import io.tidegate.support.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the placeholders of an RPC stand for. For one request and one thread. */
final class RpcVariables {

  private static final String PARAMS = "params";

  /** What stands before the methods of this type of connector where ThingsBoard calls them. */
  private static final String PREFIX = "mqtt_";

  private final @Nullable String device;
  private final long id;
  private final String method;
  private final Value params;
  private @Nullable JsonNode parsed;

  private RpcVariables(@Nullable String device, long id, String method, Value params) {
    this.device = device;
    this.id = id;
    this.method = method;
    this.params = params;
  }

  static RpcVariables of(RpcRequest request) {
    return new RpcVariables(
        request.device().name(), request.id(), request.method(), request.params());
  }

  static RpcVariables of(ConnectorRequest request) {
    return new RpcVariables(null, request.id(), PREFIX + request.method(), request.params());
  }

  /** Whether a name stands for something in some request. */
  static boolean knows(String name) {
    return switch (name) {
      case "deviceName", "methodName", "requestId", "method", "id", PARAMS -> true;
      default -> name.startsWith("params.") || name.startsWith("params[");
    };
  }

  /** Within a topic: strings as they are. */
  String inTopic(String name) throws UnfitRequestException {
    return switch (name) {
      case "method" -> method;
      case PARAMS -> ValueText.plain(params);
      default -> name.startsWith(PARAMS) ? JsonText.of(param(name)) : plain(name);
    };
  }

  /** Within a body: strings in quotes, except for the names of the device and the method. */
  String inBody(String name) throws UnfitRequestException {
    return switch (name) {
      case "method" -> ValueText.quoted(method);
      case PARAMS -> ValueText.json(params);
      default -> {
        if (!name.startsWith(PARAMS)) {
          yield plain(name);
        }
        JsonNode value = param(name);
        yield value.isString() ? ValueText.quoted(value.asString()) : JsonText.of(value);
      }
    };
  }

  private String plain(String name) throws UnfitRequestException {
    if (name.equals("methodName")) {
      return method;
    }
    if (!name.equals("deviceName")) {
      return String.valueOf(id);
    }
    if (device == null) {
      throw new UnfitRequestException("${deviceName} stands for nothing: no device is addressed");
    }
    return device;
  }

  /** A member with exactly that name wins, dots included; otherwise it is a path. */
  private JsonNode param(String name) throws UnfitRequestException {
    String path = name.substring(PARAMS.length());
    JsonNode root = root();
    JsonNode found = path.startsWith(".") ? root.get(path.substring(1)) : null;
    if (found == null) {
      try {
        found = JsonPath.compile("$" + path).find(root);
      } catch (IllegalArgumentException e) {
        throw new UnfitRequestException("${" + name + "}: " + e.getMessage());
      }
    }
    if (found == null) {
      throw new UnfitRequestException("params have no " + path.substring(1));
    }
    return found;
  }

  private JsonNode root() throws UnfitRequestException {
    JsonNode known = parsed;
    if (known == null) {
      try {
        known = JsonMapper.shared().readTree(ValueText.json(params));
      } catch (JacksonException e) {
        throw new UnfitRequestException("params are not JSON: " + e.getOriginalMessage());
      }
      parsed = known;
    }
    return known;
  }
}
