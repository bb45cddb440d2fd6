package io.tidegate.thingsboard;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one telemetry message has of one device: fragments of written members, in their order. */
final class DeviceEntries {

  private final String device;
  private @Nullable Fragment first;
  private @Nullable Fragment last;
  private List<DataPoint> lastPoints = List.of();
  private @Nullable Set<String> mergedKeys;
  private boolean closed;

  DeviceEntries(String device) {
    this.device = device;
  }

  String device() {
    return device;
  }

  @Nullable Fragment first() {
    return first;
  }

  /**
   * Whether points can join the last entry. The platform keeps one value of a key and time: an
   * equal key needs an entry of its own.
   */
  boolean canTake(long timestamp, List<DataPoint> points) {
    if (closed || last == null || last.timestamp != timestamp) {
      return false;
    }
    if (mergedKeys == null) {
      mergedKeys = new HashSet<>();
      addKeys(mergedKeys, lastPoints);
    }
    for (DataPoint point : points) {
      if (point.kind() == Kind.TIMESERIES && mergedKeys.contains(point.key())) {
        return false;
      }
    }
    return true;
  }

  /** Nothing can join the last entry: it does not end with its values. */
  void close() {
    closed = true;
  }

  void add(Fragment fragment, List<DataPoint> points) {
    closed = false;
    if (last == null) {
      first = fragment;
    } else {
      last.next = fragment;
    }
    last = fragment;
    lastPoints = points;
    if (!fragment.merged) {
      mergedKeys = null;
    } else if (mergedKeys != null) {
      addKeys(mergedKeys, points);
    }
  }

  private static void addKeys(Set<String> keys, List<DataPoint> points) {
    for (DataPoint point : points) {
      if (point.kind() == Kind.TIMESERIES) {
        keys.add(point.key());
      }
    }
  }

  /** Where the members of an entry's values were written; several of one time share an entry. */
  static final class Fragment {

    private final long timestamp;
    private final int start;
    private final int end;
    private final boolean merged;
    private @Nullable Fragment next;

    Fragment(long timestamp, int start, int end, boolean merged) {
      this.timestamp = timestamp;
      this.start = start;
      this.end = end;
      this.merged = merged;
    }

    long timestamp() {
      return timestamp;
    }

    int start() {
      return start;
    }

    int end() {
      return end;
    }

    /** Whether it continues the entry of the fragment before it. */
    boolean merged() {
      return merged;
    }

    @Nullable Fragment next() {
      return next;
    }
  }
}
