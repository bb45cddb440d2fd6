package io.tidegate.engine.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by reason. The reasons come from a small set; should one not, the rest is one reason. */
final class Reasons {

  private static final int MOST = 100;
  private static final String OTHER = "other";

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void add(String reason, long count) {
    LongAdder counter = counts.get(reason);
    if (counter == null) {
      String name = counts.size() < MOST ? reason : OTHER;
      counter = counts.computeIfAbsent(name, _ -> new LongAdder());
    }
    counter.add(count);
  }

  Map<String, Long> counts() {
    Map<String, Long> sorted = new TreeMap<>();
    counts.forEach((reason, count) -> sorted.put(reason, count.sum()));
    return sorted;
  }
}
