package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.plan.Told;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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

  /** What is to be read as soon as possible; what has waited longest first. */
  private final Set<Source> due = new LinkedHashSet<>();

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
    due.removeAll(gone);
  }

  /** All of them, to be monitored if the server has room by now; less and less often. */
  List<Source> takeForRetry() {
    if (byPeriod.isEmpty() || System.nanoTime() - retryNanos < 0) {
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
    due.clear();
    return all;
  }

  /** How long there is nothing to do here. */
  Duration quiet(Duration most) {
    if (!due.isEmpty()) {
      return Duration.ZERO;
    }
    long now = System.nanoTime();
    long quiet = most.toNanos();
    for (Round round : byPeriod.values()) {
      quiet = Math.min(quiet, round.dueNanos - now);
    }
    return Duration.ofNanos(Math.max(0, quiet));
  }

  /** Reads as many as the server takes at once: what it monitors is not to wait for all. */
  void readDue() throws IOException, InterruptedException {
    for (var each : byPeriod.entrySet()) {
      Round round = each.getValue();
      long now = System.nanoTime();
      if (now - round.dueNanos >= 0) {
        long next = round.dueNanos + each.getKey() * 1_000_000L;
        round.dueNanos = now - next > 0 ? now : next;
        due.addAll(round.sources);
      }
    }
    List<Source> part = due.stream().limit(reading.most()).toList();
    part.forEach(due::remove);
    reading.of(part);
  }
}
