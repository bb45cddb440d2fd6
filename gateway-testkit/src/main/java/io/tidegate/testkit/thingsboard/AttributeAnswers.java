package io.tidegate.testkit.thingsboard;

import io.tidegate.data.Value;
import io.tidegate.testkit.thingsboard.Behaviour.RequestsAnswer;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers requests for attributes: shared ones, and those that the clients have reported. */
final class AttributeAnswers {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Platform platform;
  private final PlatformSession session;

  AttributeAnswers(Platform platform, PlatformSession session) {
    this.platform = platform;
    this.session = session;
  }

  /** {@code {"sharedKeys":"a,b","clientKeys":"c"}}, or {@code {}} for all. */
  void ofClient(String id, JsonNode request) {
    String own = session.account().name();
    boolean all = request.isEmpty();
    ObjectNode answer = JSON.createObjectNode();
    if (all || request.has("clientKeys")) {
      answer.set("client", reported(own, keys(request.path("clientKeys"))));
    }
    if (all || request.has("sharedKeys")) {
      answer.set("shared", shared(own, keys(request.path("sharedKeys"))));
    }
    answer.removeIf(JsonNode::isEmpty);
    answer(Topics.OWN_ATTRIBUTES_RESPONSE + id, answer);
  }

  /** {@code {"id":1,"device":"D","client":false,"keys":["a"]}}, or {@code "key":"a"}. */
  void ofDevice(JsonNode request) throws PayloadException {
    String device = DeviceApi.device(request);
    boolean single = request.has("key");
    JsonNode names = single ? request.path("key") : request.path("keys");
    if (!request.path("id").isInt()
        || !request.path("client").isBoolean()
        || !(names.isArray() || names.isString())) {
      throw new PayloadException("a request for attributes needs id, client, and key or keys");
    }
    platform.received.touched(device, session);
    ObjectNode values =
        request.path("client").booleanValue()
            ? reported(device, keys(names))
            : shared(device, keys(names));
    ObjectNode answer = JSON.createObjectNode();
    answer.set("id", request.path("id"));
    answer.put("device", device);
    if (!single) {
      answer.set("values", values);
    } else if (!values.isEmpty()) {
      answer.set("value", values.iterator().next());
    }
    answer(Topics.GATEWAY_ATTRIBUTES_RESPONSE, answer);
  }

  private void answer(String topic, JsonNode answer) {
    if (platform.behaviour.requestsAnswer() == RequestsAnswer.GIVEN) {
      session.push(topic, JSON.writeValueAsBytes(answer));
    }
  }

  /** The keys of {@code "a,b"} or {@code ["a","b"]}; nothing means all. */
  private static Predicate<String> keys(JsonNode node) {
    List<String> names =
        node.isArray()
            ? node.valueStream().map(JsonNode::asString).toList()
            : List.of(node.asString("").split(","));
    return names.isEmpty() || names.equals(List.of("")) ? _ -> true : names::contains;
  }

  private ObjectNode shared(String device, Predicate<String> wanted) {
    ObjectNode values = JSON.createObjectNode();
    platform
        .shared
        .of(device)
        .forEach((name, value) -> {
          if (wanted.test(name)) {
            values.set(name, value);
          }
        });
    return values;
  }

  private ObjectNode reported(String device, Predicate<String> wanted) {
    ObjectNode values = JSON.createObjectNode();
    platform
        .received
        .find(device)
        .map(ReceivedDevice::attributes)
        .orElse(Map.of())
        .forEach((name, value) -> {
          if (wanted.test(name)) {
            values.set(name, node(value));
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
