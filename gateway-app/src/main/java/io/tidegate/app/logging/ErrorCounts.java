package io.tidegate.app.logging;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many errors were logged since the start, by the keys of the platform's dashboards. */
public final class ErrorCounts {

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private volatile Runnable listener = () -> {};

  /** Tells of every error from now on, on the thread that logs it; must be quick. */
  public void listen(Runnable told) {
    listener = told;
  }

  /** The counts by key, such as {@code Plant_ERRORS_COUNT}. */
  public Map<String, Long> byKey() {
    Map<String, Long> now = new TreeMap<>();
    counts.forEach((key, count) -> now.put(key, count.sum()));
    return now;
  }

  /** Those of a connector and its converters. */
  public long ofConnector(String name) {
    LongAdder count = counts.get(new LogSource(LogSource.Kind.CONNECTOR, name).errorsKey());
    return count == null ? 0 : count.sum();
  }

  void count(LogSource source) {
    counts.computeIfAbsent(source.errorsKey(), _ -> new LongAdder()).increment();
    listener.run();
  }
}
