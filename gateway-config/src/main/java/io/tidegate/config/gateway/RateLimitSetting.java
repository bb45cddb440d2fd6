package io.tidegate.config.gateway;

import io.tidegate.config.FromText;
import java.util.List;
import java.util.Locale;

/** A rate limit as configured: given, or left to what is known of the host. */
public sealed interface RateLimitSetting {

  /** The marker for messages with telemetry. */
  String TELEMETRY = "DEFAULT_TELEMETRY_RATE_LIMIT";

  /** The marker for data points. */
  String TELEMETRY_POINTS = "DEFAULT_TELEMETRY_DP_RATE_LIMIT";

  /** The marker for other messages. */
  String MESSAGES = "DEFAULT_MESSAGES_RATE_LIMIT";

  /** The limit that holds for servers until one of them tells its own. */
  RateLimit resolve(List<HostAddress> servers);

  /** A limit the user has written. */
  record Given(RateLimit limit) implements RateLimitSetting {

    @Override
    public RateLimit resolve(List<HostAddress> servers) {
      return limit;
    }
  }

  /** The limit that the vendor's cloud has, where any server is there; elsewhere there is none. */
  record ByHost(RateLimit cloud) implements RateLimitSetting {

    @Override
    public RateLimit resolve(List<HostAddress> servers) {
      return servers.stream().anyMatch(server -> isCloud(server.host())) ? cloud : RateLimit.NONE;
    }

    private static boolean isCloud(String host) {
      String name = host.toLowerCase(Locale.ROOT);
      return name.contains("thingsboard.cloud")
          || (name.contains("tb") && name.contains("cloud"))
          || name.contains("demo.thingsboard.io");
    }
  }

  /** Reads a limit or a marker. */
  @FromText("a rate limit such as `10:1,60:60`, `0:0` for none, or a `DEFAULT_…` marker")
  static RateLimitSetting parse(String text) {
    return switch (text.strip()) {
      case TELEMETRY, MESSAGES -> new ByHost(RateLimit.parse("10:1,60:60"));
      case TELEMETRY_POINTS -> new ByHost(RateLimit.parse("10:1,300:60"));
      default -> new Given(RateLimit.parse(text));
    };
  }
}
