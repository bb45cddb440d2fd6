package io.tidegate.testkit.thingsboard;

import io.tidegate.data.Value;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** Counts the readings that carry a number under a key, and which of them came twice. */
public final class NumberedArrivals implements StandInListener {

  private final String key;
  private final Map<String, BitSet> seen = new TreeMap<>();
  private long distinct;
  private long repeated;

  /** Counts time series values of a key: whole numbers, or text that reads as one. */
  public NumberedArrivals(String key) {
    this.key = key;
  }

  @Override
  public synchronized void telemetry(
      String device, long timestamp, String name, Value value, long arrivalNanos) {
    if (!name.equals(key)) {
      return;
    }
    int number = Integer.parseInt(Texts.of(value));
    BitSet numbers = seen.computeIfAbsent(device, d -> new BitSet());
    if (numbers.get(number)) {
      repeated++;
    } else {
      numbers.set(number);
      distinct++;
    }
  }

  /** The different readings that arrived. */
  public synchronized long distinct() {
    return distinct;
  }

  /** The arrivals of readings that had arrived before. */
  public synchronized long repeated() {
    return repeated;
  }

  /** The numbers of a device that arrived. */
  public synchronized BitSet numbers(String device) {
    BitSet numbers = seen.get(device);
    return numbers == null ? new BitSet() : (BitSet) numbers.clone();
  }
}
