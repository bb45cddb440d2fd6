package io.tidegate.thingsboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidegate.config.json.PythonText;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reply as the Python gateway writes it, since dashboards depend on its form, and the QoS it goes
 * with. Python's QoS is 0; ours is 1, so that the platform's refusal of a reply is noticed, unless
 * the reply itself asks for another.
 */
final class Encoded {

  private static final String EXPIRED = "{\"error\":\"Request timeout\",\"code\":408}";
  private static final String NO_METHOD = "{\"error\":\"Method not found\",\"code\":404}";
  private static final String NO_JSON = "the connector's answer is no JSON";
  private static final String QOS = "qos";

  private final byte[] payload;
  private final int qos;

  private Encoded(byte[] payload, int qos) {
    this.payload = payload;
    this.qos = qos;
  }

  byte[] payload() {
    return payload;
  }

  int qos() {
    return qos;
  }

  /** For {@code v1/gateway/rpc}. */
  static Encoded device(String device, long id, Reply reply) {
    byte[] message =
        new JsonBytes()
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
    return new Encoded(message, 1);
  }

  /** A reply that only tells of success or failure is a text that holds JSON, with spaces. */
  private static byte[] data(Reply reply) {
    return switch (reply) {
      case Reply.Done() -> string("{\"success\": true}");
      case Reply.Answered(Value body) -> {
        try {
          yield bytes(json(body));
        } catch (JacksonException e) {
          yield failure(NO_JSON);
        }
      }
      case Reply.Failed(String reason) -> failure(reason);
      case Reply.Expired() -> bytes(EXPIRED);
      case Reply.Unsupported() -> bytes(NO_METHOD);
    };
  }

  private static byte[] failure(String reason) {
    return string("{\"error\": " + PythonText.quoted(reason) + ", \"success\": false}");
  }

  /** For {@code v1/devices/me/rpc/response/<id>}. */
  static Encoded gateway(Reply reply) {
    return switch (reply) {
      case Reply.Done() -> gateway("{\"success\":true}");
      case Reply.Answered(Value body) -> {
        try {
          yield answered(body);
        } catch (JacksonException e) {
          yield error(NO_JSON);
        }
      }
      case Reply.Failed(String reason) -> error(reason);
      case Reply.Expired() -> gateway(EXPIRED);
      case Reply.Unsupported() -> gateway(NO_METHOD);
    };
  }

  private static Encoded gateway(String json) {
    return new Encoded(bytes(json), 1);
  }

  private static Encoded error(String reason) {
    byte[] message =
        new JsonBytes()
            .raw('{')
            .name("error")
            .string(reason)
            .raw(',')
            .name("code")
            .number(500)
            .raw('}')
            .toArray();
    return new Encoded(message, 1);
  }

  /** An object may say with {@code qos} how it is to be sent. */
  private static Encoded answered(Value body) {
    if (body instanceof Value.Json(String text)
        && Json.of(text) instanceof ObjectNode object
        && object.has(QOS)) {
      JsonNode asked = object.remove(QOS);
      return new Encoded(bytes(object.toString()), asked.asInt(1) == 0 ? 0 : 1);
    }
    return gateway(json(body));
  }

  /**
   * A text that is JSON is sent as that.
   *
   * @throws JacksonException if it should be JSON and is not.
   */
  private static String json(Value body) {
    return switch (body) {
      case Value.Text(String text) -> {
        try {
          JsonNode node = Json.of(text);
          yield node.isMissingNode() ? quoted(text) : node.toString();
        } catch (JacksonException e) {
          yield quoted(text);
        }
      }
      case Value.Json(String text) -> {
        JsonNode node = Json.of(text);
        yield node.isMissingNode() ? "null" : node.toString();
      }
      case Value.Bool _, Value.Int _, Value.Real _ ->
          new String(new JsonBytes().value(body).toArray(), UTF_8);
    };
  }

  private static byte[] string(String text) {
    return new JsonBytes().string(text).toArray();
  }

  private static String quoted(String text) {
    return new String(string(text), UTF_8);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(UTF_8);
  }
}
