package io.tidegate.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values by offset, with the time each was added. Grows to its capacity. Guarded by its owner. */
final class EntryRing<T> {

  private static final int INITIAL_SIZE = 64;
  private static final int LARGEST_KEPT = 1 << 14;

  private final int capacity;
  private @Nullable Object[] values;
  private long[] times;
  private long first;
  private long end;

  EntryRing(int capacity) {
    this.capacity = capacity;
    this.values = new @Nullable Object[Math.min(capacity, INITIAL_SIZE)];
    this.times = new long[values.length];
  }

  long first() {
    return first;
  }

  long end() {
    return end;
  }

  int size() {
    return (int) (end - first);
  }

  void add(T value, long nanos) {
    if (size() == values.length) {
      resize((int) Math.min(capacity, 2L * values.length));
    }
    values[slot(end)] = value;
    times[slot(end)] = nanos;
    end++;
  }

  @SuppressWarnings("unchecked") // Only add() puts values in.
  T get(long offset) {
    return (T) Objects.requireNonNull(values[slot(offset)]);
  }

  /** How many of the first values were added before that time. */
  int olderThan(long nanos) {
    int count = 0;
    while (count < size() && times[slot(first + count)] - nanos < 0) {
      count++;
    }
    return count;
  }

  List<T> removeFirst(int count) {
    List<T> removed = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      removed.add(get(first + i));
    }
    forgetFirst(count);
    return removed;
  }

  void forgetFirst(int count) {
    for (int i = 0; i < count; i++) {
      values[slot(first++)] = null;
    }
    if (size() == 0 && values.length > LARGEST_KEPT) {
      // After an outage the memory goes back.
      resize(Math.min(capacity, INITIAL_SIZE));
    }
  }

  private void resize(int length) {
    @Nullable Object[] newValues = new @Nullable Object[length];
    long[] newTimes = new long[length];
    for (long at = first; at < end; at++) {
      newValues[(int) (at % length)] = values[slot(at)];
      newTimes[(int) (at % length)] = times[slot(at)];
    }
    values = newValues;
    times = newTimes;
  }

  private int slot(long offset) {
    return (int) (offset % values.length);
  }
}
