package io.tidegate.thingsboard;

import io.tidegate.config.gateway.RateLimit;
import io.tidegate.config.gateway.RateLimits;
import io.tidegate.config.gateway.RateLimits.Rates;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The platform's answer to {@code getSessionLimits}.
 *
 * @param maxPayloadSize in bytes; 0: not told.
 * @param maxInFlight messages without an acknowledgement; 0: not told.
 * @param rates what is not told is not limited.
 */
record SessionLimits(int maxPayloadSize, int maxInFlight, RateLimits rates) {

  /**
   * Reads the answer.
   *
   * @throws IllegalArgumentException if it is an error, or none of what was expected.
   */
  static SessionLimits parse(byte[] payload) {
    JsonNode answer;
    try {
      answer = JsonMapper.shared().readTree(payload);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the answer is no JSON", e);
    }
    if (!answer.isObject() || answer.has("error")) {
      throw new IllegalArgumentException("the answer is " + answer);
    }
    return new SessionLimits(
        answer.path("maxPayloadSize").asInt(0),
        answer.path("maxInflightMessages").asInt(0),
        new RateLimits(rates(answer.path("rateLimits")), rates(answer.path("gatewayRateLimits"))));
  }

  private static Rates rates(JsonNode node) {
    return new Rates(
        limit(node.path("messages")),
        limit(node.path("telemetryMessages")),
        limit(node.path("telemetryDataPoints")));
  }

  private static RateLimit limit(JsonNode node) {
    return node.isString() ? RateLimit.parse(node.asString()) : RateLimit.NONE;
  }

  /** How many messages may be on the wire: the fewest that any limit of the devices lets go. */
  int window(int percentage, int ours) {
    long least =
        Math.min(
            rates.devices().messages().smallestCount(),
            rates.devices().telemetryMessages().smallestCount());
    if (maxInFlight > 0) {
      least = Math.min(least, maxInFlight);
    }
    long usable = least >= Integer.MAX_VALUE ? ours : least * percentage / 100;
    return Math.clamp(usable, 1, ours);
  }
}
