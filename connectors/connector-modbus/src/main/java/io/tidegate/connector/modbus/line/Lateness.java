package io.tidegate.connector.modbus.line;

import io.tidegate.connector.Missed;
import io.tidegate.connector.UplinkSink;
import io.tidegate.connector.modbus.line.Load.Carried;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a line leaves out of what it is asked for: tells the gateway often, and the log not
 * too often. For one thread.
 */
final class Lateness {

  private static final Logger log = LoggerFactory.getLogger(Lateness.class);
  private static final long SECOND = 1_000_000_000;
  private static final long TOLD_AFTER = 2 * SECOND;
  private static final long FIRST_LOGGED_AFTER = 60 * SECOND;
  private static final long LOGGED_AGAIN_AFTER = 3600 * SECOND;

  private static final String BY_THE_LINE = "polls left out";
  private static final String BY_OTHERS = "polls left out while records could not be stored";

  private final String line;
  private final Load load;
  private final UplinkSink sink;
  private long toldAt = System.nanoTime();
  private long logBegin = toldAt;
  private long logPause = FIRST_LOGGED_AFTER;
  private long excusedUntil = toldAt;
  private long backlog;
  private long done;
  private long leftOut;
  private long untold;
  private long heldUp;
  private String rates = "";

  /** Begins to count. */
  Lateness(String line, Load load, UplinkSink sink) {
    this.line = line;
    this.load = load;
    this.sink = sink;
  }

  /** A poll that was due is done, and so many after it are left out since it was late. */
  void done(long due, long late, long now) {
    done++;
    if (isExcused(due, now)) {
      heldUp += late;
    } else {
      leftOut += late;
      untold += late;
    }
    if (now - toldAt >= TOLD_AFTER) {
      tell(now);
    }
    if (now - logBegin >= logPause) {
      log(now);
    }
  }

  /** The line had to wait for the storage. */
  void heldUp(long since, long until) {
    excusedUntil = until;
    backlog = until - since;
  }

  /**
   * What was due before the storage went on is not late for the line's sake; nor is what was due
   * while the line was busy with that, and so on, as long as it catches up.
   */
  private boolean isExcused(long due, long now) {
    if (due - excusedUntil >= 0) {
      long behind = now - excusedUntil;
      if (behind < backlog) {
        backlog = behind;
        excusedUntil = now;
      } else {
        backlog = 0;
      }
    }
    return due - excusedUntil < 0;
  }

  /** Tells what has not been told yet. */
  void end() {
    tell(System.nanoTime());
  }

  private void tell(long now) {
    toldAt = now;
    Carried carried = load.carried();
    if (untold > 0) {
      rates = rates(carried);
      sink.missed(new Missed(line, BY_THE_LINE, untold, rates));
      untold = 0;
    }
    if (heldUp > 0) {
      sink.missed(new Missed(line, BY_OTHERS, heldUp, "the storage is full or slow"));
      heldUp = 0;
    }
  }

  private String rates(Carried carried) {
    return String.format(
        Locale.ROOT,
        "it carries some %s requests a second, %s are asked for; the longest took %.3f s",
        rate(carried.perSecond()),
        rate(load.asked()),
        carried.longest().toNanos() / (double) SECOND);
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%.0f", perSecond);
  }

  private void log(long now) {
    if (leftOut > 0) {
      log.warn(
          "{} is asked for more than it carries: of {} polls in {} s, {} were left out; {}. Longer"
              + " poll periods would be kept.",
          line,
          done + leftOut,
          (now - logBegin) / SECOND,
          leftOut,
          rates);
      logPause = LOGGED_AGAIN_AFTER;
    }
    begin(now);
  }

  private void begin(long now) {
    logBegin = now;
    done = 0;
    leftOut = 0;
  }
}
