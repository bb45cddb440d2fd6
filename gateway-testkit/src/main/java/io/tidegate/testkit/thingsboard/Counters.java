package io.tidegate.testkit.thingsboard;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What the stand-in has counted since it was created. */
public final class Counters {

  /** What is counted. */
  public enum Count {
    /** Clients that were let in. */
    CONNECTS,
    /** Clients that were not. */
    REFUSED_CONNECTS,
    /** Messages that came, whatever became of them. */
    MESSAGES,
    /** Bytes of their payloads. */
    BYTES,
    /** Messages with telemetry that was accepted. */
    TELEMETRY_MESSAGES,
    /** Values of time series that were accepted, those of the gateway itself included. */
    TELEMETRY_POINTS,
    /** Messages with attributes that were accepted. */
    ATTRIBUTE_MESSAGES,
    /** Values of attributes that were accepted. */
    ATTRIBUTE_POINTS,
    /** Messages refused for what they are. */
    INVALID_MESSAGES,
    /** Messages refused because a rate limit was exceeded. */
    OVER_QUOTA,
    /** Messages refused, ignored or cut off because the stand-in was told to. */
    REFUSED_ON_DEMAND,
    /** Replies to calls, with those below. */
    REPLIES,
    /** Replies to calls that had one already. */
    DUPLICATE_REPLIES,
    /** Replies to calls that were never made, or from another device. */
    UNASKED_REPLIES
  }

  private final Map<Count, LongAdder> counts = new TreeMap<>();

  Counters() {
    for (Count count : Count.values()) {
      counts.put(count, new LongAdder());
    }
  }

  void add(Count count, long amount) {
    adder(count).add(amount);
  }

  /** What was counted so far. */
  public long get(Count count) {
    return adder(count).sum();
  }

  private LongAdder adder(Count count) {
    LongAdder adder = counts.get(count);
    if (adder == null) {
      throw new IllegalStateException("not counted: " + count);
    }
    return adder;
  }

  /** All of it. */
  public Map<Count, Long> all() {
    Map<Count, Long> all = new TreeMap<>();
    counts.forEach((count, adder) -> all.put(count, adder.sum()));
    return all;
  }
}
