package io.tidegate.connector.opcua.plan;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the user has been told of a server's nodes; nothing is told twice. For several threads. */
public final class Told {

  private static final Logger log = LoggerFactory.getLogger(Told.class);

  /** A wrong index of a namespace makes everything go missing at once. */
  private static final int MOST_AT_ONCE = 20;

  private static final int MOST_REMEMBERED = 10_000;

  private final String server;
  private final Set<String> missing = new HashSet<>();
  private final Set<String> once = new HashSet<>();

  /** Of one server. */
  public Told(String server) {
    this.server = server;
  }

  /** Tells what is missing now and was not before, and that some of it is there now. */
  public synchronized void missing(Collection<String> now) {
    Set<String> fresh = new LinkedHashSet<>(now);
    fresh.removeAll(missing);
    fresh.stream().limit(MOST_AT_ONCE).forEach(text -> log.warn("{}: {}", server, text));
    if (fresh.size() > MOST_AT_ONCE) {
      log.warn("{}: and {} more are missing", server, fresh.size() - MOST_AT_ONCE);
    }
    int before = missing.size();
    missing.retainAll(new HashSet<>(now));
    if (missing.size() < before) {
      log.info("{}: found what {} entries name", server, before - missing.size());
    }
    missing.addAll(now);
  }

  /** Tells something, unless it was told before. */
  public synchronized void once(String text) {
    if (once.size() < MOST_REMEMBERED && once.add(text)) {
      log.warn("{}: {}", server, text);
    }
  }

  /** Tells it again if it happens again. */
  public synchronized void over(String text) {
    once.remove(text);
  }
}
