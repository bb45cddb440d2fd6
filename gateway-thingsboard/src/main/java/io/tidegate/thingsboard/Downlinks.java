package io.tidegate.thingsboard;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.uplink.DownlinkHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests from the platform. Each gets one answer; so far it is that the gateway can't do it yet,
 * unless the handler can.
 */
final class Downlinks {

  private static final Logger log = LoggerFactory.getLogger(Downlinks.class);
  private static final int INTERNAL_ERROR = 500;
  private static final int NOT_IMPLEMENTED = 501;

  private final DownlinkHandler handler;
  private final Announcements devices;
  private final Answers answers;

  Downlinks(DownlinkHandler handler, Announcements devices, Answers answers) {
    this.handler = handler;
    this.devices = devices;
    this.answers = answers;
  }

  /** {@code v1/gateway/rpc}: {@code {"device":…,"data":{"id":…,"method":…,"params":…}}}. */
  void deviceRequest(byte[] payload) {
    JsonNode request = parse(payload);
    JsonNode id = request.path("data").path("id");
    if (!request.path("device").isString() || !id.isNumber()) {
      log.debug("a request without device or id can't be answered: {}", request);
      return;
    }
    // A device may take its time; the other requests don't wait for it.
    Thread.ofVirtual()
        .name("thingsboard-rpc-" + id)
        .start(() -> answer(request.path("device").asString(), id.asLong(), request.path("data")));
  }

  /** {@code v1/devices/me/rpc/request/<id>}: the gateway's own methods. */
  void gatewayRequest(String id, byte[] payload) {
    String method = parse(payload).path("method").asString("");
    byte[] answer = error("method " + method + " is not supported yet", NOT_IMPLEMENTED);
    Thread.ofVirtual()
        .name("thingsboard-rpc-" + id)
        .start(() -> answers.send(MessageClass.OWN_MESSAGES, Topics.OWN_RPC_RESPONSE + id, answer));
  }

  private void answer(String device, long id, JsonNode data) {
    byte[] body;
    try {
      body = body(handler.handle(request(device, data)), data);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      body = error("the gateway is stopping", INTERNAL_ERROR);
    } catch (RuntimeException e) {
      // A bug; who has asked gets an answer all the same.
      log.error("a request to device {} failed", device, e);
      body = error("internal error", INTERNAL_ERROR);
    }
    answers.send(
        MessageClass.DEVICE_MESSAGES,
        Topics.RPC,
        new JsonBytes()
            .raw('{')
            .name("device")
            .string(device)
            .raw(',')
            .name("id")
            .number(id)
            .raw(',')
            .name("data")
            .raw(body)
            .raw('}')
            .toArray());
  }

  private Downlink request(String device, JsonNode data) {
    return new Downlink.RpcRequest(
        devices.named(device),
        data.path("method").asString(""),
        new Value.Json(data.path("params").toString()));
  }

  private static byte[] body(Reply reply, JsonNode data) {
    return switch (reply) {
      case Reply.Done(Value result) -> new JsonBytes().value(result).toArray();
      case Reply.Failed(String reason) -> error(reason, INTERNAL_ERROR);
      case Reply.Unsupported() ->
          error(
              "method " + data.path("method").asString("") + " is not supported yet",
              NOT_IMPLEMENTED);
    };
  }

  private static byte[] error(String reason, int code) {
    return new JsonBytes()
        .raw('{')
        .name("error")
        .string(reason)
        .raw(',')
        .name("code")
        .number(code)
        .raw('}')
        .toArray();
  }

  private static JsonNode parse(byte[] payload) {
    try {
      return JsonMapper.shared().readTree(payload);
    } catch (JacksonException e) {
      log.debug("a message from the platform is no JSON", e);
      return JsonMapper.shared().missingNode();
    }
  }

  /** Where answers go; may block. */
  @FunctionalInterface
  interface Answers {

    void send(MessageClass kind, String topic, byte[] payload);
  }
}
