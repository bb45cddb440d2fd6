package io.tidegate.connector.opcua.read;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Up to when, by the server's clock, all was received. Outlives sessions; for several threads. */
public final class Watermark {

  private volatile @Nullable Instant upTo;

  /** Null before the first. */
  @Nullable Instant upTo() {
    return upTo;
  }

  void raise(Instant instant) {
    upTo = instant;
  }
}
