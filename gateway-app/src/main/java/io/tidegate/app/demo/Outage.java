package io.tidegate.app.demo;

import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Cuts ThingsBoard off for a while. */
final class Outage {

  private final ThingsBoardStandIn platform;
  private final Duration length;
  private @Nullable Duration until;

  Outage(ThingsBoardStandIn platform, Duration length) {
    this.platform = platform;
    this.length = length;
  }

  void begin(Duration elapsed) {
    if (until == null) {
      platform.goDown();
      until = elapsed.plus(length);
    }
  }

  /** Ends it when its time has come. */
  void check(Duration elapsed) throws IOException {
    if (until != null && elapsed.compareTo(until) >= 0) {
      end();
    }
  }

  void end() throws IOException {
    if (until != null) {
      platform.comeBack();
      until = null;
    }
  }

  /** How things stand with ThingsBoard, for the user. */
  String describe(Duration elapsed) {
    if (until != null) {
      return "cut off, back in " + Math.max(1, until.minus(elapsed).toSeconds()) + " s";
    }
    return platform.connectedClients() > 0 ? "connected" : "waiting for the gateway to connect";
  }
}
