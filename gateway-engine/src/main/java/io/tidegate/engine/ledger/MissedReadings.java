package io.tidegate.engine.ledger;

import io.tidegate.connector.Missed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The running sums of readings that were never made, by source and reason. */
final class MissedReadings {

  /** Sources come out of the configuration; should they not, the rest is one source. */
  private static final int MOST = 1_000;

  private static final String OTHERS = "(others)";

  private record Key(String source, String reason) {}

  private final Map<Key, Missed> sums = new ConcurrentHashMap<>();

  void add(Missed more) {
    Key own = new Key(more.source(), more.reason());
    Key key = sums.size() < MOST || sums.containsKey(own) ? own : new Key(OTHERS, more.reason());
    sums.merge(
        key,
        new Missed(key.source(), key.reason(), more.count(), more.detail()),
        MissedReadings::sum);
  }

  List<Missed> sums() {
    return sums.values().stream()
        .sorted(Comparator.comparing(Missed::source).thenComparing(Missed::reason))
        .toList();
  }

  private static Missed sum(Missed before, Missed more) {
    return new Missed(
        before.source(), before.reason(), before.count() + more.count(), more.detail());
  }
}
