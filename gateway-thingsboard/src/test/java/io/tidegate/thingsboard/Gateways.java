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

  /** As shipped; what a server never answers at all is given up sooner. */
  static ThingsBoardSettings settings(int port) {
    return ThingsBoardSettings.of(
            new Server("127.0.0.1", port), new Security.AccessToken(StandInSettings.TOKEN, null))
        .withTiming(timing(Duration.ofSeconds(5), Duration.ofSeconds(30)));
  }

  /** For platforms that leave out an answer. */
  static ThingsBoardSettings impatient(int port) {
    return settings(port).withTiming(timing(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }

  private static Timing timing(Duration sessionLimits, Duration acknowledgement) {
    return new Timing(
        Duration.ofSeconds(120), Duration.ofSeconds(3), sessionLimits, acknowledgement);
  }

  static Announcement announcement(String device, String profile) {
    return new Announcement(new Device(device, profile), "mqtt", "Plant");
  }
}
