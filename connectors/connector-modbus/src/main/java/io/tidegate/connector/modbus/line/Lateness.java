package io.tidegate.connector.modbus.line;

import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells, not too often, of a line that can't do all that it is asked for. For one thread. */
final class Lateness {

  private static final Logger log = LoggerFactory.getLogger(Lateness.class);
  private static final long FIRST_AFTER = 60_000_000_000L;
  private static final long AGAIN_AFTER = 3_600_000_000_000L;

  private final String line;
  private final LongSupplier exchanges;
  private long since = System.nanoTime();
  private long exchangesBefore;
  private long done;
  private long leftOut;
  private long quiet = FIRST_AFTER;

  /**
   * Begins to count.
   *
   * @param exchanges how many there were on the line, from its beginning.
   */
  Lateness(String line, LongSupplier exchanges) {
    this.line = line;
    this.exchanges = exchanges;
  }

  /** A poll is done, and so many are left out since it was late. */
  void done(long late, long now) {
    done++;
    leftOut += late;
    if (now - since < quiet) {
      return;
    }
    if (leftOut > 0) {
      tell(now);
      quiet = AGAIN_AFTER;
    }
    begin(now);
  }

  /** Forgets what it has counted: others than the line were slow. */
  void startAgain() {
    begin(System.nanoTime());
  }

  private void begin(long now) {
    since = now;
    exchangesBefore = exchanges.getAsLong();
    done = 0;
    leftOut = 0;
  }

  private void tell(long now) {
    double seconds = (now - since) / 1e9;
    log.warn(
        "{}",
        String.format(
            Locale.ROOT,
            "%s is asked for more than it carries: of %d readings in %.0f s, %d were left out; it"
                + " carries %.1f requests a second. Longer poll periods would be kept.",
            line,
            done + leftOut,
            seconds,
            leftOut,
            (exchanges.getAsLong() - exchangesBefore) / seconds));
  }
}
