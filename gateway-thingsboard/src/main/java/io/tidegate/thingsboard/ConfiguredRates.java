package io.tidegate.thingsboard;

import java.util.List;
import java.util.Locale;

/**
 * The six rate limits of {@code tb_gateway.json}, as written there: {@code 10:1,60:60}, empty, or a
 * {@code DEFAULT_…} marker. They hold until the platform tells its own.
 */
public record ConfiguredRates(
    String rateLimits,
    String dpRateLimits,
    String messagesRateLimits,
    String deviceRateLimits,
    String deviceDpRateLimits,
    String deviceMessagesRateLimits) {

  private static final String TELEMETRY = "DEFAULT_TELEMETRY_RATE_LIMIT";
  private static final String MESSAGES = "DEFAULT_MESSAGES_RATE_LIMIT";
  private static final String POINTS = "DEFAULT_TELEMETRY_DP_RATE_LIMIT";

  /** As shipped: nothing is limited except on ThingsBoard's own public servers. */
  public static final ConfiguredRates DEFAULT =
      new ConfiguredRates(TELEMETRY, POINTS, MESSAGES, TELEMETRY, POINTS, MESSAGES);

  /**
   * What the limits come to for a server.
   *
   * @throws IllegalArgumentException if one is not written as it should be.
   */
  SessionRates resolve(List<Server> hosts) {
    boolean publicCloud = hosts.stream().anyMatch(server -> isPublicCloud(server.host()));
    return new SessionRates(
        new SessionRates.Rates(
            resolve(messagesRateLimits, publicCloud),
            resolve(rateLimits, publicCloud),
            resolve(dpRateLimits, publicCloud)),
        new SessionRates.Rates(
            resolve(deviceMessagesRateLimits, publicCloud),
            resolve(deviceRateLimits, publicCloud),
            resolve(deviceDpRateLimits, publicCloud)));
  }

  private static RateLimit resolve(String text, boolean publicCloud) {
    return switch (text.strip()) {
      case TELEMETRY, MESSAGES -> RateLimit.parse(publicCloud ? "10:1,60:60" : "");
      case POINTS -> RateLimit.parse(publicCloud ? "10:1,300:60" : "");
      default -> RateLimit.parse(text);
    };
  }

  private static boolean isPublicCloud(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.contains("thingsboard.cloud")
        || (name.contains("tb") && name.contains("cloud"))
        || name.contains("demo.thingsboard.io");
  }
}
