package io.tidegate.thingsboard;

import io.tidegate.data.Device;
import io.tidegate.testkit.NoDownlinks;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import io.tidegate.thingsboard.ThingsBoardSettings.Timing;
import io.tidegate.uplink.Delivery.Announcement;
import io.tidegate.uplink.DownlinkHandler;
import java.time.Duration;

/** What tests of the uplink start from. */
final class Gateways {

  static final DownlinkHandler NO_DOWNLINKS = new NoDownlinks();

  private Gateways() {}

  static ThingsBoardSettings settings(ThingsBoardStandIn platform) {
    return settings(platform.port());
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** As shipped, with more patience. */
  static ThingsBoardSettings settings(int port) {
    return ThingsBoardSettings.of(
            new Server("127.0.0.1", port), new Security.AccessToken(StandInSettings.TOKEN, null))
        .withTiming(timing(PATIENCE, PATIENCE, PATIENCE));
  }

  /** For platforms that do not even answer the connect. */
  static ThingsBoardSettings soonDisconnected(int port) {
    return settings(port).withTiming(timing(Duration.ofSeconds(2), PATIENCE, PATIENCE));
  }

  /** For platforms that do not tell their limits. */
  static ThingsBoardSettings soonWithoutLimits(int port) {
    return settings(port).withTiming(timing(PATIENCE, Duration.ofSeconds(1), PATIENCE));
  }

  /** For platforms that do not acknowledge what they are sent, or not all of it. */
  static ThingsBoardSettings soonUnacknowledged(int port) {
    return settings(port).withTiming(timing(PATIENCE, PATIENCE, Duration.ofSeconds(3)));
  }

  private static Timing timing(Duration connect, Duration sessionLimits, Duration acknowledgement) {
    return new Timing(Duration.ofMinutes(2), connect, sessionLimits, acknowledgement);
  }

  static Announcement announcement(String device, String profile) {
    return new Announcement(new Device(device, profile), "mqtt", "Plant");
  }
}
