package io.tidegate.connector.opcua.session;

import io.tidegate.connector.opcua.plan.Told;
import io.tidegate.connector.opcua.read.Subscribed;
import io.tidegate.connector.opcua.read.Watermark;
import java.time.Duration;

/** What of a session matters to the next one. Safe for several threads. */
final class Memory {

  private final Told told;
  private final Watermark watermark;
  private final Denials denials = new Denials(Duration.ofMinutes(1), Duration.ofMinutes(15));
  private final Subscribed subscribed = new Subscribed();
  private volatile boolean lost;

  Memory(String server, Watermark watermark) {
    this.told = new Told(server);
    this.watermark = watermark;
  }

  Told told() {
    return told;
  }

  Watermark watermark() {
    return watermark;
  }

  /** For the thread that opens sessions. */
  Denials denials() {
    return denials;
  }

  Subscribed subscribed() {
    return subscribed;
  }

  /** Whether the last session ended because the server was away. */
  boolean isLost() {
    return lost;
  }

  void lost() {
    lost = true;
  }

  void found() {
    lost = false;
  }
}
