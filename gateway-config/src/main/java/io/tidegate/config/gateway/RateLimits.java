package io.tidegate.config.gateway;

/**
 * The six rate limits of the uplink.
 *
 * @param messages telemetry and attribute messages of the gateway itself.
 * @param points data points of the gateway itself.
 * @param otherMessages other messages of the gateway itself.
 * @param deviceMessages telemetry and attribute messages of all devices together.
 * @param devicePoints data points of all devices together.
 * @param otherDeviceMessages other messages of all devices together.
 */
public record RateLimits(
    RateLimit messages,
    RateLimit points,
    RateLimit otherMessages,
    RateLimit deviceMessages,
    RateLimit devicePoints,
    RateLimit otherDeviceMessages) {

  /** No limits. */
  public static final RateLimits NONE =
      new RateLimits(
          RateLimit.NONE,
          RateLimit.NONE,
          RateLimit.NONE,
          RateLimit.NONE,
          RateLimit.NONE,
          RateLimit.NONE);

  /** What a configuration comes to for its first server. */
  static RateLimits of(ThingsBoardConfig config, int percentage) {
    String host = config.servers().getFirst().host();
    return new RateLimits(
        config.rateLimits().resolve(host).scaled(percentage),
        config.dpRateLimits().resolve(host).scaled(percentage),
        config.messagesRateLimits().resolve(host).scaled(percentage),
        config.deviceRateLimits().resolve(host).scaled(percentage),
        config.deviceDpRateLimits().resolve(host).scaled(percentage),
        config.deviceMessagesRateLimits().resolve(host).scaled(percentage));
  }
}
