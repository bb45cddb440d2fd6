package io.tidegate.config.gateway;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The six rate limits of one gateway.
 *
 * @param own of the gateway's own data and messages.
 * @param devices of all devices behind it, together.
 */
public record RateLimits(Rates own, Rates devices) {

  /** No limits. */
  public static final RateLimits NONE = new RateLimits(Rates.NONE, Rates.NONE);

  /**
   * The three limits of either.
   *
   * @param messages messages without data.
   * @param telemetryMessages telemetry and attribute messages.
   * @param telemetryPoints data points.
   */
  public record Rates(RateLimit messages, RateLimit telemetryMessages, RateLimit telemetryPoints) {

    /** No limits. */
    public static final Rates NONE = new Rates(RateLimit.NONE, RateLimit.NONE, RateLimit.NONE);

    private Rates map(UnaryOperator<RateLimit> change) {
      return new Rates(
          change.apply(messages), change.apply(telemetryMessages), change.apply(telemetryPoints));
    }
  }

  /** What a configuration comes to for its servers. */
  static RateLimits of(ThingsBoardConfig config) {
    List<HostAddress> servers = config.servers();
    return new RateLimits(
        new Rates(
            config.messagesRateLimits().resolve(servers),
            config.rateLimits().resolve(servers),
            config.dpRateLimits().resolve(servers)),
        new Rates(
            config.deviceMessagesRateLimits().resolve(servers),
            config.deviceRateLimits().resolve(servers),
            config.deviceDpRateLimits().resolve(servers)));
  }

  /** The same with every count at a percentage. */
  public RateLimits scaled(int percentage) {
    return new RateLimits(
        own.map(limit -> limit.scaled(percentage)), devices.map(limit -> limit.scaled(percentage)));
  }
}
