package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.mqtt.IncomingMessage;
import io.tidegate.testkit.mqtt.ReasonCode;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes what is neither data nor a device's coming and going: requests, replies, claims. */
final class Requests {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Platform platform;
  private final PlatformSession session;
  private final AttributeAnswers attributes;

  Requests(Platform platform, PlatformSession session) {
    this.platform = platform;
    this.session = session;
    this.attributes = new AttributeAnswers(platform, session);
  }

  int process(IncomingMessage message) throws PayloadException {
    String topic = message.topic();
    if (topic.equals(Topics.GATEWAY_ATTRIBUTES_REQUEST)) {
      attributes.ofDevice(body(message));
    } else if (topic.equals(Topics.GATEWAY_RPC)) {
      deviceReply(body(message), message.qos());
    } else if (topic.equals(Topics.GATEWAY_CLAIM)) {
      claims(body(message));
    } else if (topic.startsWith(Topics.OWN_ATTRIBUTES_REQUEST)) {
      attributes.ofClient(topic.substring(Topics.OWN_ATTRIBUTES_REQUEST.length()), body(message));
    } else if (topic.startsWith(Topics.OWN_RPC_REQUEST)) {
      call(topic.substring(Topics.OWN_RPC_REQUEST.length()), body(message));
    } else if (topic.startsWith(Topics.OWN_RPC_RESPONSE)) {
      ownReply(topic.substring(Topics.OWN_RPC_RESPONSE.length()), message);
    } else {
      return ReasonCode.TOPIC_NAME_INVALID;
    }
    return ReasonCode.SUCCESS;
  }

  private static JsonNode body(IncomingMessage message) {
    return JSON.readTree(message.payload());
  }

  private void ownReply(String id, IncomingMessage message) throws PayloadException {
    RpcReply reply = reply(body(message), message.qos());
    try {
      platform.calls.replied(session.account().name(), Integer.parseInt(id), reply);
    } catch (NumberFormatException e) {
      throw new PayloadException("the number of a call is no number: " + id);
    }
  }

  private void deviceReply(JsonNode reply, int qos) throws PayloadException {
    if (!reply.path("id").isInt() || !reply.has("data")) {
      throw new PayloadException("a reply needs id and data");
    }
    platform.calls.replied(
        DeviceApi.device(reply), reply.path("id").intValue(), reply(reply.path("data"), qos));
  }

  private static RpcReply reply(JsonNode body, int qos) {
    return new RpcReply(body.toString(), qos, System.nanoTime());
  }

  private void claims(JsonNode devices) throws PayloadException {
    if (!devices.isObject()) {
      throw new PayloadException("a claim is an object");
    }
    devices.forEachEntry((device, terms) -> {
      platform.received.touched(device, session);
      platform.claims.add(
          new Claim(
              device,
              terms.path("secretKey").stringValue(null),
              terms.has("durationMs")
                  ? Duration.ofMillis(terms.path("durationMs").asLong())
                  : null));
    });
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
}
