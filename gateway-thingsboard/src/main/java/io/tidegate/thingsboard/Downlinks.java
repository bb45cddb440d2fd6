package io.tidegate.thingsboard;

import io.tidegate.connector.Downlink;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.uplink.DownlinkHandler;
import io.tidegate.uplink.DownlinkHandler.GatewayRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests from the platform: understands them, hands them over, and sends the reply. */
final class Downlinks {

  private static final Logger log = LoggerFactory.getLogger(Downlinks.class);

  private final DownlinkHandler handler;
  private final Announcements devices;
  private final Replies replies;

  Downlinks(DownlinkHandler handler, Announcements devices, Replies replies) {
    this.handler = handler;
    this.devices = devices;
    this.replies = replies;
  }

  /** {@code v1/gateway/rpc}: {@code {"device":…,"data":{"id":…,"method":…,"params":…}}}. */
  void deviceRequest(byte[] payload) {
    JsonNode request = parse(payload);
    JsonNode data = request.path("data");
    if (!request.path("device").isString() || !data.path("id").isNumber()) {
      log.debug("a request without device or id can't be answered: {}", request);
      return;
    }
    String device = request.path("device").asString();
    long id = data.path("id").asLong();
    handler.toDevice(
        new Downlink.RpcRequest(
            devices.named(device),
            id,
            data.path("method").asString(""),
            Values.of(data.path("params")),
            timeLimit(data)),
        reply -> send(MessageClass.DEVICE_MESSAGES, Topics.RPC, Encoded.device(device, id, reply)));
  }

  /** {@code v1/devices/me/rpc/request/<id>}: the gateway's own methods. */
  void gatewayRequest(String id, byte[] payload) {
    JsonNode request = parse(payload);
    handler.toGateway(
        new GatewayRequest(
            number(id),
            request.path("method").asString(""),
            Values.of(request.path("params")),
            timeLimit(request)),
        reply ->
            send(MessageClass.OWN_MESSAGES, Topics.OWN_RPC_RESPONSE + id, Encoded.gateway(reply)));
  }

  /** {@code v1/gateway/attributes}: {@code {"device":…,"data":{…}}}. */
  void deviceAttributes(byte[] payload) {
    JsonNode update = parse(payload);
    JsonNode data = update.path("data");
    if (!update.path("device").isString() || !data.isObject()) {
      log.debug("an attribute update without device or data: {}", update);
      return;
    }
    Device device = devices.named(update.path("device").asString());
    handler.toDevice(
        new Downlink.AttributeUpdate(device, values(data), deleted(data)),
        reply -> log.debug("attributes of {}: {}", device, reply));
  }

  /** {@code v1/devices/me/attributes}: {@code {…}}. */
  void ownAttributes(byte[] payload) {
    JsonNode data = parse(payload);
    if (data.isObject()) {
      handler.ownAttributes(values(data), deleted(data));
    }
  }

  private static Map<String, Value> values(JsonNode data) {
    Map<String, Value> values = new LinkedHashMap<>();
    if (!data.path("deleted").isArray()) {
      data.properties().forEach(each -> values.put(each.getKey(), Values.of(each.getValue())));
    }
    return values;
  }

  private static List<String> deleted(JsonNode data) {
    List<String> names = new ArrayList<>();
    data.path("deleted").forEach(name -> names.add(name.asString("")));
    return data.path("deleted").isArray() ? names : List.of();
  }

  /** In ms; ThingsBoard itself does not tell it, but rule chains and scripts can. */
  private static @Nullable Duration timeLimit(JsonNode request) {
    JsonNode timeout = request.path("timeout");
    return timeout.isNumber() && timeout.asLong() > 0 ? Duration.ofMillis(timeout.asLong()) : null;
  }

  private static long number(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Replies wait where limits demand it; who replies does not. */
  private void send(MessageClass kind, String topic, byte[] payload) {
    Thread.ofVirtual().name("thingsboard-reply").start(() -> replies.send(kind, topic, payload));
  }

  private static JsonNode parse(byte[] payload) {
    try {
      return JsonMapper.shared().readTree(payload);
    } catch (JacksonException e) {
      log.debug("a message from the platform is no JSON", e);
      return JsonMapper.shared().missingNode();
    }
  }

  /** Where replies go; may block. */
  @FunctionalInterface
  interface Replies {

    void send(MessageClass kind, String topic, byte[] payload);
  }
}
