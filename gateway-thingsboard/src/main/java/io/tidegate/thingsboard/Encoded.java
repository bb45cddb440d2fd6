package io.tidegate.thingsboard;

import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replies as the Python gateway writes them, since dashboards depend on their form. */
final class Encoded {

  private static final byte[] EXPIRED =
      JsonBytes.ascii("{\"error\":\"Request timeout\",\"code\":408}");
  private static final byte[] NO_METHOD =
      JsonBytes.ascii("{\"error\":\"Method not found\",\"code\":404}");

  private Encoded() {}

  /** For {@code v1/gateway/rpc}. */
  static byte[] device(String device, long id, Reply reply) {
    return new JsonBytes()
        .raw('{')
        .name("device")
        .string(device)
        .raw(',')
        .name("id")
        .number(id)
        .raw(',')
        .name("data")
        .raw(data(reply))
        .raw('}')
        .toArray();
  }

  /** A reply that only tells of success is a text that holds JSON, with Python's spaces. */
  private static byte[] data(Reply reply) {
    return switch (reply) {
      case Reply.Done() -> text("{\"success\": true}");
      case Reply.Answered(Value body) -> body(body);
      case Reply.Failed(String reason) ->
          text("{\"error\": " + quoted(reason) + ", \"success\": false}");
      case Reply.Expired() -> EXPIRED;
      case Reply.Unsupported() -> NO_METHOD;
    };
  }

  /** For {@code v1/devices/me/rpc/response/<id>}. */
  static byte[] gateway(Reply reply) {
    return switch (reply) {
      case Reply.Done() -> JsonBytes.ascii("{\"success\":true}");
      case Reply.Answered(Value body) -> body(body);
      case Reply.Failed(String reason) ->
          new JsonBytes()
              .raw('{')
              .name("error")
              .string(reason)
              .raw(',')
              .name("code")
              .number(500)
              .raw('}')
              .toArray();
      case Reply.Expired() -> EXPIRED;
      case Reply.Unsupported() -> NO_METHOD;
    };
  }

  /** A text that is JSON is sent as that. */
  private static byte[] body(Value body) {
    if (body instanceof Value.Text(String text)) {
      try {
        JsonNode node = JsonMapper.shared().readTree(text);
        if (!node.isMissingNode()) {
          return node.toString().getBytes(StandardCharsets.UTF_8);
        }
      } catch (JacksonException e) {
        return text(text);
      }
    }
    return new JsonBytes().value(body).toArray();
  }

  private static byte[] text(String text) {
    return new JsonBytes().string(text).toArray();
  }

  private static String quoted(String text) {
    return new String(text(text), StandardCharsets.UTF_8);
  }
}
