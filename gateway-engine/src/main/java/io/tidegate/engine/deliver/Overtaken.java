package io.tidegate.engine.deliver;

import java.util.Map;
import java.util.TreeMap;

/**
 * The stretches of the log whose time series the platform already has, because they overtook a
 * backlog. Kept in memory only: after a crash they go again, with the same time stamps.
 */
final class Overtaken {

  private final TreeMap<Long, Long> ends = new TreeMap<>();

  /** Adds {@code [from, to)}. */
  synchronized void add(long from, long to) {
    if (from >= to) {
      return;
    }
    long start = from;
    long end = to;
    Map.Entry<Long, Long> before = ends.floorEntry(start);
    if (before != null && before.getValue() >= start) {
      start = before.getKey();
      end = Math.max(end, before.getValue());
    }
    Map.Entry<Long, Long> after = ends.ceilingEntry(start);
    while (after != null && after.getKey() <= end) {
      end = Math.max(end, after.getValue());
      ends.remove(after.getKey());
      after = ends.ceilingEntry(start);
    }
    ends.put(start, end);
  }

  synchronized boolean contains(long offset) {
    Map.Entry<Long, Long> stretch = ends.floorEntry(offset);
    return stretch != null && offset < stretch.getValue();
  }

  synchronized boolean isEmpty() {
    return ends.isEmpty();
  }

  /** What the backlog has passed is never asked for again. */
  synchronized void forgetBelow(long offset) {
    Map.Entry<Long, Long> straddling = ends.lowerEntry(offset);
    ends.headMap(offset).clear();
    if (straddling != null && straddling.getValue() > offset) {
      ends.put(offset, straddling.getValue());
    }
  }

  synchronized int stretches() {
    return ends.size();
  }
}
