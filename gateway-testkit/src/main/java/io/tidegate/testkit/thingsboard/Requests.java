package io.tidegate.testkit.thingsboard;

import io.tidegate.data.Value;
import io.tidegate.testkit.mqtt.ReasonCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers what clients ask for: attributes, session limits; and takes their RPC replies. */
final class Requests {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Platform platform;
  private final PlatformSession session;

  Requests(Platform platform, PlatformSession session) {
    this.platform = platform;
    this.session = session;
  }

  int process(String topic, byte[] payload) throws PayloadException {
    if (topic.equals(Topics.GATEWAY_ATTRIBUTES_REQUEST)) {
      deviceAttributes(JSON.readTree(payload));
    } else if (topic.equals(Topics.GATEWAY_RPC)) {
      JsonNode reply = JSON.readTree(payload);
      platform.calls.replied(reply.path("id").asInt(), reply.path("data").toString());
    } else if (topic.startsWith(Topics.OWN_ATTRIBUTES_REQUEST)) {
      ownAttributes(
          topic.substring(Topics.OWN_ATTRIBUTES_REQUEST.length()), JSON.readTree(payload));
    } else if (topic.startsWith(Topics.OWN_RPC_REQUEST)) {
      call(topic.substring(Topics.OWN_RPC_REQUEST.length()), JSON.readTree(payload));
    } else if (topic.startsWith(Topics.OWN_RPC_RESPONSE)) {
      int id = Integer.parseInt(topic.substring(Topics.OWN_RPC_RESPONSE.length()));
      platform.calls.replied(id, JSON.readTree(payload).toString());
    } else {
      return ReasonCode.TOPIC_NAME_INVALID;
    }
    return ReasonCode.SUCCESS;
  }

  private void call(String id, JsonNode request) {
    String topic = Topics.OWN_RPC_RESPONSE + id;
    if (!request.path("method").asString("").equals("getSessionLimits")) {
      session.push(topic, JSON.writeValueAsBytes(Map.of("error", "method not supported")));
      return;
    }
    switch (platform.behaviour.limitsAnswer()) {
      case GIVEN -> session.push(topic, platform.behaviour.limits().toJson());
      case ERROR -> session.push(topic, JSON.writeValueAsBytes(Map.of("error", "unknown method")));
      case NONE -> {}
    }
  }

  private void ownAttributes(String id, JsonNode request) {
    String own = session.account().name();
    boolean all = request.isEmpty();
    ObjectNode answer = JSON.createObjectNode();
    if (all || request.has("clientKeys")) {
      answer.set("client", clientAttributes(own, keys(request.path("clientKeys"))));
    }
    if (all || request.has("sharedKeys")) {
      answer.set("shared", sharedAttributes(own, keys(request.path("sharedKeys"))));
    }
    answer.removeIf(JsonNode::isEmpty);
    session.push(Topics.OWN_ATTRIBUTES_RESPONSE + id, JSON.writeValueAsBytes(answer));
  }

  private void deviceAttributes(JsonNode request) throws PayloadException {
    String device = DeviceApi.device(request);
    boolean single = request.has("key");
    Predicate<String> wanted = keys(single ? request.path("key") : request.path("keys"));
    ObjectNode values =
        request.path("client").asBoolean(false)
            ? clientAttributes(device, wanted)
            : sharedAttributes(device, wanted);
    ObjectNode answer = JSON.createObjectNode();
    answer.set("id", request.path("id"));
    answer.put("device", device);
    if (!single) {
      answer.set("values", values);
    } else if (!values.isEmpty()) {
      answer.set("value", values.iterator().next());
    }
    session.push(Topics.GATEWAY_ATTRIBUTES_RESPONSE, JSON.writeValueAsBytes(answer));
  }

  /** The keys of {@code "a,b"} or {@code ["a","b"]}; nothing means all. */
  private static Predicate<String> keys(JsonNode node) {
    List<String> names =
        node.isArray()
            ? node.valueStream().map(JsonNode::asString).toList()
            : List.of(node.asString("").split(","));
    return names.isEmpty() || names.equals(List.of("")) ? _ -> true : names::contains;
  }

  private ObjectNode sharedAttributes(String device, Predicate<String> wanted) {
    ObjectNode values = JSON.createObjectNode();
    new TreeMap<>(platform.shared.getOrDefault(device, Map.of()))
        .forEach((key, value) -> {
          if (wanted.test(key)) {
            values.set(key, value);
          }
        });
    return values;
  }

  private ObjectNode clientAttributes(String device, Predicate<String> wanted) {
    ObjectNode values = JSON.createObjectNode();
    platform
        .received
        .find(device)
        .map(ReceivedDevice::attributes)
        .orElse(Map.of())
        .forEach((key, value) -> {
          if (wanted.test(key)) {
            values.set(key, node(value));
          }
        });
    return values;
  }

  private static JsonNode node(Value value) {
    return switch (value) {
      case Value.Int(long number) -> JSON.getNodeFactory().numberNode(number);
      case Value.Real(double number) -> JSON.getNodeFactory().numberNode(number);
      case Value.Bool(boolean flag) -> JSON.getNodeFactory().booleanNode(flag);
      case Value.Text(String text) -> JSON.getNodeFactory().stringNode(text);
      case Value.Json(String text) -> JSON.readTree(text);
    };
  }
}
