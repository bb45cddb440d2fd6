package io.tidegate.thingsboard;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Reply;
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

/** Understands what the platform asks for and hands it over. */
final class Downlinks {

  private static final Logger log = LoggerFactory.getLogger(Downlinks.class);

  /** Nobody waits longer for a reply. */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** The topic of a reply has a bound. */
  private static final int LONGEST_ID = 100;

  private static final String DELETED = "deleted";
  private static final Reply NO_METHOD = new Reply.Failed("the request names no method");

  private final DownlinkHandler handler;
  private final Announcements devices;
  private final OpenRequests requests;

  Downlinks(DownlinkHandler handler, Announcements devices, OpenRequests requests) {
    this.handler = handler;
    this.devices = devices;
    this.requests = requests;
  }

  /** {@code v1/gateway/rpc}: {@code {"device":…,"data":{"id":…,"method":…,"params":…}}}. */
  void deviceRequest(byte[] payload) {
    JsonNode request = parse(payload);
    JsonNode data = request.path("data");
    JsonNode id = data.path("id");
    String device = request.path("device").stringValue("");
    if (device.isBlank() || !id.isIntegralNumber() || !id.canConvertToLong()) {
      log.debug("a request without device or id can't be answered: {}", Json.shown(request));
      return;
    }
    requests.ofDevice(
        device,
        id.longValue(),
        answer -> {
          String method = data.path("method").stringValue("");
          if (method.isEmpty()) {
            answer.reply(NO_METHOD);
            return;
          }
          handler.toDevice(
              new Downlink.RpcRequest(
                  devices.named(device),
                  id.longValue(),
                  method,
                  Values.of(data.path("params")),
                  timeLimit(data)),
              answer);
        });
  }

  /** {@code v1/devices/me/rpc/request/<id>}: the gateway's own methods. */
  void gatewayRequest(String id, byte[] payload) {
    if (id.length() > LONGEST_ID) {
      log.debug("a request with a number of {} characters can't be answered", id.length());
      return;
    }
    requests.ofGateway(
        id,
        answer -> {
          JsonNode request = parse(payload);
          String method = request.path("method").stringValue("");
          if (method.isEmpty()) {
            answer.reply(NO_METHOD);
            return;
          }
          handler.toGateway(
              new GatewayRequest(
                  number(id), method, Values.of(request.path("params")), timeLimit(request)),
              answer);
        });
  }

  /** {@code v1/gateway/attributes}: {@code {"device":…,"data":{…}}}. */
  void deviceAttributes(byte[] payload) {
    JsonNode update = parse(payload);
    JsonNode data = update.path("data");
    String name = update.path("device").stringValue("");
    if (name.isBlank() || !data.isObject() || data.isEmpty()) {
      log.debug("an attribute update without device or data: {}", Json.shown(update));
      return;
    }
    Device device = devices.named(name);
    requests.unnumbered(
        name,
        answer ->
            handler.toDevice(
                new Downlink.AttributeUpdate(device, values(data), deleted(data)), answer));
  }

  /** {@code v1/devices/me/attributes}: {@code {…}}. */
  void ownAttributes(byte[] payload) {
    JsonNode data = parse(payload);
    if (data.isObject() && !data.isEmpty()) {
      handler.ownAttributes(values(data), deleted(data));
    } else {
      log.debug("attributes of the gateway without data: {}", Json.shown(data));
    }
  }

  private static Map<String, Value> values(JsonNode data) {
    Map<String, Value> values = new LinkedHashMap<>();
    if (!tellsOfDeletion(data)) {
      data.properties().forEach(each -> values.put(each.getKey(), Values.of(each.getValue())));
    }
    return values;
  }

  private static List<String> deleted(JsonNode data) {
    List<String> names = new ArrayList<>();
    if (tellsOfDeletion(data)) {
      data.path(DELETED).forEach(name -> names.add(name.stringValue()));
    }
    return names;
  }

  /** Beside others, or with anything else in it, it is an attribute that has this name. */
  private static boolean tellsOfDeletion(JsonNode data) {
    JsonNode names = data.path(DELETED);
    return data.size() == 1 && names.isArray() && names.valueStream().allMatch(JsonNode::isString);
  }

  /** In ms; ThingsBoard itself does not tell it, but rule chains and scripts can. */
  private static @Nullable Duration timeLimit(JsonNode request) {
    JsonNode timeout = request.path("timeout");
    if (!timeout.isIntegralNumber() || timeout.asLong(0) <= 0) {
      return null;
    }
    return Duration.ofMillis(Math.min(timeout.longValue(), LONGEST.toMillis()));
  }

  private static long number(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static JsonNode parse(byte[] payload) {
    try {
      return Json.of(payload);
    } catch (JacksonException e) {
      log.debug("a message from the platform is no JSON", e);
      return JsonMapper.shared().missingNode();
    }
  }
}
