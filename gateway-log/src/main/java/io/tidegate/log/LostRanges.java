package io.tidegate.log;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Offsets known to be unreadable: told once, skipped from then on. Guarded by its owner. */
final class LostRanges {

  private final TreeMap<Long, Long> endByStart = new TreeMap<>();

  /** Adds offsets from {@code from} to before {@code to}; returns how many were not known. */
  long add(long from, long to) {
    long start = from;
    long end = to;
    long known = 0;
    Map.@Nullable Entry<Long, Long> range = endByStart.lowerEntry(to);
    while (range != null && range.getValue() > from) {
      known += Math.min(to, range.getValue()) - Math.max(from, range.getKey());
      start = Math.min(start, range.getKey());
      end = Math.max(end, range.getValue());
      endByStart.remove(range.getKey());
      range = endByStart.lowerEntry(to);
    }
    if (start < end) {
      endByStart.put(start, end);
    }
    return Math.max(0, to - from) - known;
  }

  /** The first offset from {@code offset} on that is not lost. */
  long skip(long offset) {
    long at = offset;
    Map.@Nullable Entry<Long, Long> range = endByStart.floorEntry(at);
    while (range != null && range.getValue() > at) {
      at = range.getValue();
      range = endByStart.floorEntry(at);
    }
    return at;
  }

  /** Forgets what is below {@code offset}. */
  void forgetBelow(long offset) {
    Map.@Nullable Entry<Long, Long> range = endByStart.firstEntry();
    while (range != null && range.getKey() < offset) {
      endByStart.remove(range.getKey());
      if (range.getValue() > offset) {
        endByStart.put(offset, range.getValue());
      }
      range = endByStart.firstEntry();
    }
  }

  /** How many offsets are lost. */
  long count() {
    long sum = 0;
    for (Map.Entry<Long, Long> range : endByStart.entrySet()) {
      sum += range.getValue() - range.getKey();
    }
    return sum;
  }
}
