package io.tidegate.testkit.thingsboard;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to {@code getSessionLimits}.
 *
 * @param maxPayloadSize in bytes of an MQTT packet; a larger one ends the connection.
 * @param maxInflightMessages what a client may leave unacknowledged.
 * @param rateLimits for the data of the gateway device itself.
 * @param gatewayRateLimits for the data of the devices behind it.
 */
public record SessionLimits(
    int maxPayloadSize,
    int maxInflightMessages,
    RateLimits rateLimits,
    RateLimits gatewayRateLimits) {

  /** What a fresh installation of the platform says. */
  public static final SessionLimits DEFAULT =
      new SessionLimits(65536, 100, RateLimits.NONE, RateLimits.NONE);

  /** The same with other limits for the devices behind the gateway. */
  public SessionLimits withGatewayRateLimits(RateLimits other) {
    return new SessionLimits(maxPayloadSize, maxInflightMessages, rateLimits, other);
  }

  /** The same with another largest payload. */
  public SessionLimits withMaxPayloadSize(int bytes) {
    return new SessionLimits(bytes, maxInflightMessages, rateLimits, gatewayRateLimits);
  }

  /** The same with another number of messages in flight. */
  public SessionLimits withMaxInflightMessages(int messages) {
    return new SessionLimits(maxPayloadSize, messages, rateLimits, gatewayRateLimits);
  }

  byte[] toJson() {
    return JsonMapper.shared()
        .writeValueAsBytes(
            Map.of(
                "maxPayloadSize", maxPayloadSize,
                "maxInflightMessages", maxInflightMessages,
                "rateLimits", rateLimits,
                "gatewayRateLimits", gatewayRateLimits));
  }
}
