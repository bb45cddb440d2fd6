package io.tidegate.thingsboard;

import io.tidegate.connector.Reply;
import io.tidegate.data.Device;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import io.tidegate.thingsboard.ThingsBoardSettings.Timing;
import io.tidegate.uplink.Delivery.Announcement;
import io.tidegate.uplink.DownlinkHandler;
import java.time.Duration;

/** What tests of the uplink start from. */
final class Gateways {

  static final DownlinkHandler NO_DOWNLINKS = _ -> new Reply.Unsupported();

  private Gateways() {}

  static ThingsBoardSettings settings(ThingsBoardStandIn platform) {
    return settings(platform.port());
  }

  /** Quick to give up, and otherwise as shipped. */
  static ThingsBoardSettings settings(int port) {
    return ThingsBoardSettings.of(
            new Server("127.0.0.1", port), new Security.AccessToken(StandInSettings.TOKEN, null))
        .withTiming(
            new Timing(
                Duration.ofSeconds(120),
                Duration.ofSeconds(3),
                Duration.ofMillis(300),
                Duration.ofSeconds(1)));
  }

  static Announcement announcement(String device, String profile) {
    return new Announcement(new Device(device, profile), "mqtt", "Plant");
  }
}
