package io.tidegate.connector.modbus.wire;

import io.tidegate.connector.modbus.wire.WireSettings.Medium;
import java.time.Duration;

/**
 * How long nothing at all has come. A TCP peer that is gone can't say so, and the system would go
 * on for many minutes; the next connection shows whether it is there. Other media have no
 * connection that could be lost.
 */
final class Unheard {

  /** A unit that is asked for what it does not have may be silent; not for that long. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int REQUESTS = 3;

  private final Medium medium;
  private final long patience;
  private long since = System.nanoTime();
  private long heard;
  private int requests;

  Unheard(Medium medium, Duration patience) {
    this.medium = medium;
    this.patience = patience.toNanos();
  }

  /** After a request, with how often something has come in all. */
  void after(long heardInAll) {
    if (heardInAll == heard) {
      requests++;
    } else {
      heard = heardInAll;
      requests = 0;
      since = System.nanoTime();
    }
  }

  /** Whether nobody is there. */
  boolean isDead() {
    return medium == Medium.TCP && requests >= REQUESTS && System.nanoTime() - since >= patience;
  }
}
