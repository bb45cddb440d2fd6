package io.tidegate.engine.deliver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The live lane of one connection, while there is one. Driven by the ordered lane's sender. */
final class LiveLanes {

  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

  private final LaneFactory factory;
  private final Crew crew;

  private volatile @Nullable Lane lane;
  private volatile long startedAt;

  /** Makes a lane that starts at an offset. */
  @FunctionalInterface
  interface LaneFactory {
    Lane lane(long start);
  }

  LiveLanes(LaneFactory factory, Crew crew) {
    this.factory = factory;
    this.crew = crew;
  }

  @Nullable Lane current() {
    return lane;
  }

  long startedAt() {
    return startedAt;
  }

  Lane start(long offset) {
    Lane started = factory.lane(offset);
    startedAt = offset;
    lane = started;
    started.start(crew);
    return started;
  }

  /** Returns when all it has sent is answered. */
  void finish() throws InterruptedException {
    Lane finishing = lane;
    if (finishing != null) {
      finishing.stopSending();
      while (!finishing.awaitIdle(AS_LONG_AS_IT_TAKES)) {
        // Waits on: the end of the connection interrupts.
      }
      lane = null;
    }
  }
}
