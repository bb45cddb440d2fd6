package io.tidegate.connector.opcua.session;

import io.tidegate.connector.opcua.plan.Told;
import io.tidegate.connector.opcua.read.Subscribed;
import io.tidegate.connector.opcua.read.Watermark;

/** What of a session matters to the next one. Safe for several threads. */
final class Memory {

  private final Told told;
  private final Watermark watermark = new Watermark();
  private final Subscribed subscribed = new Subscribed();
  private volatile boolean lost;

  Memory(String server) {
    this.told = new Told(server);
  }

  Told told() {
    return told;
  }

  Watermark watermark() {
    return watermark;
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
