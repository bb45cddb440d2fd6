package io.tidegate.engine.ingest;

import io.tidegate.connector.Rejection;
import io.tidegate.engine.time.Pulse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The latest rejected readings of one connector, for the user who has to mend the mapping. */
final class Rejections {

  private static final int KEPT = 50;
  private static final int LONGEST_DETAIL = 2_000;

  private final String connector;
  private final Pulse pulse;
  private final Grumble grumble;
  private final Deque<RejectedReading> latest = new ArrayDeque<>(KEPT);

  Rejections(String connector, Pulse pulse) {
    this.connector = connector;
    this.pulse = pulse;
    this.grumble = new Grumble(LoggerFactory.getLogger("converter." + connector), pulse);
  }

  void add(Rejection rejection) {
    keep(new RejectedReading(pulse.instant(), shortened(rejection)));
    grumble.tell(
        connector + ": " + rejection.reason(), rejection.source() + ": " + rejection.detail());
  }

  synchronized List<RejectedReading> latest() {
    return List.copyOf(latest);
  }

  private synchronized void keep(RejectedReading reading) {
    if (latest.size() == KEPT) {
      latest.removeFirst();
    }
    latest.addLast(reading);
  }

  /** A payload of a megabyte in the detail must not stay in memory fifty times. */
  private static Rejection shortened(Rejection rejection) {
    String detail = rejection.detail();
    return detail.length() <= LONGEST_DETAIL
        ? rejection
        : new Rejection(
            rejection.source(), rejection.reason(), detail.substring(0, LONGEST_DETAIL) + "…");
  }
}
