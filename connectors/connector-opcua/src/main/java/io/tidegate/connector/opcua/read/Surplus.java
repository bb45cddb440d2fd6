package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.plan.Told;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sources that a server does not monitor, because it monitors as many as it can: they are read
 * again and again instead. Now and then it is asked whether it has room. For the thread that reads.
 */
final class Surplus {

  /** Subscriptions that nobody ended are still there for a minute or two. */
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);

  private static final Duration LONGEST_RETRY = Duration.ofHours(1);

  private final BulkRead reading;
  private final Told told;
  private final TreeMap<Integer, Round> byPeriod = new TreeMap<>();
  private Duration pause = FIRST_RETRY;
  private long retryNanos;

  Surplus(BulkRead reading, Told told) {
    this.reading = reading;
    this.told = told;
  }

  /** Sources with one period. */
  private static final class Round {

    private final List<Source> sources = new ArrayList<>();
    private long dueNanos = System.nanoTime();
  }

  /** What the server has just had no room for. */
  void add(List<Source> sources) {
    if (sources.isEmpty()) {
      return;
    }
    told.once(
        "the server monitors no more nodes: %d are read every samplingInterval or pollPeriodInMillis"
            .formatted(sources.size()));
    for (Source source : sources) {
      byPeriod
          .computeIfAbsent(source.tag().spec().pollMillis(), _ -> new Round())
          .sources
          .add(source);
    }
    retryNanos = System.nanoTime() + pause.toNanos();
  }

  List<Source> all() {
    List<Source> all = new ArrayList<>();
    byPeriod.values().forEach(round -> all.addAll(round.sources));
    return all;
  }

  void remove(Set<Source> gone) {
    byPeriod.values().forEach(round -> round.sources.removeAll(gone));
    byPeriod.values().removeIf(round -> round.sources.isEmpty());
  }

  /** All of them, to be monitored if the server has room by now; less and less often. */
  List<Source> takeForRetry() {
    if (byPeriod.isEmpty() || System.nanoTime() < retryNanos) {
      return List.of();
    }
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_RETRY) < 0 ? pause.multipliedBy(2) : LONGEST_RETRY;
    return takeAll();
  }

  /** The server has room again, or is another one. */
  List<Source> takeAll() {
    List<Source> all = all();
    byPeriod.clear();
    return all;
  }

  /** How long there is nothing to do here. */
  Duration quiet(Duration most) {
    long first = System.nanoTime() + most.toNanos();
    for (Round round : byPeriod.values()) {
      first = Math.min(first, round.dueNanos);
    }
    return Duration.ofNanos(Math.max(0, first - System.nanoTime()));
  }

  void readWhatIsDue() throws IOException, InterruptedException {
    for (var each : byPeriod.entrySet()) {
      Round round = each.getValue();
      long now = System.nanoTime();
      if (round.dueNanos <= now) {
        round.dueNanos = Math.max(round.dueNanos + each.getKey() * 1_000_000L, now);
        reading.of(round.sources);
      }
    }
  }
}
