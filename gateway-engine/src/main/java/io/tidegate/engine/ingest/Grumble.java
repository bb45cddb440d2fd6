package io.tidegate.engine.ingest;

import io.tidegate.engine.time.Pulse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Tells people of a trouble that may come thousands of times: the first of a kind at once, then at
 * most one line a minute that says how many there were.
 */
final class Grumble {

  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int MOST_KINDS = 100;
  private static final int LONGEST = 300;

  private final Logger log;
  private final Pulse pulse;
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  Grumble(Logger log, Pulse pulse) {
    this.log = log;
    this.pulse = pulse;
  }

  /** Tells of one trouble of this kind. */
  void tell(String kind, String detail) {
    tell(kind, 1, detail);
  }

  /** Tells of several troubles of this kind at once. */
  void tell(String kind, long count, String detail) {
    Kind known = kinds.get(kind);
    if (known == null) {
      String name = kinds.size() < MOST_KINDS ? kind : "other";
      known = kinds.computeIfAbsent(name, Kind::new);
    }
    known.happened(count, detail);
  }

  /** What came from outside must neither forge lines of the log nor flood it. */
  static String printable(String text) {
    String head = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return head.codePoints().anyMatch(Character::isISOControl)
        ? head.replaceAll("\\p{Cntrl}", "·")
        : head;
  }

  private final class Kind {

    private final String name;
    private boolean quiet;
    private long untold;
    private String last = "";

    Kind(String name) {
      this.name = name;
    }

    synchronized void happened(long count, String detail) {
      if (quiet) {
        untold += count;
        last = detail;
        return;
      }
      log.warn("{}: {}", printable(name), printable(detail));
      untold = count - 1;
      beQuiet();
    }

    private void beQuiet() {
      quiet = true;
      pulse.after(EVERY, this::summarise);
    }

    private synchronized void summarise() {
      quiet = false;
      if (untold > 0) {
        log.warn("{}: {} more, the last: {}", printable(name), untold, printable(last));
        untold = 0;
        beQuiet();
      }
    }
  }
}
