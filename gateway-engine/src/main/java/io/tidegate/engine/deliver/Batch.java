package io.tidegate.engine.deliver;

import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.UplinkRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A stretch of the log that is sent at once.
 *
 * @param from the first offset of it.
 * @param to the offset after it.
 * @param items the records in it; offsets that the log no longer holds are missing.
 */
record Batch(long from, long to, List<Item> items) {

  /** The items that something is to be sent of. */
  static List<Item> sendable(List<Item> items) {
    List<Item> sendable = new ArrayList<>(items.size());
    for (Item item : items) {
      if (item.payload() != null) {
        sendable.add(item);
      }
    }
    return sendable;
  }

  static List<UplinkRecord> payloads(List<Item> sendable) {
    List<UplinkRecord> payloads = new ArrayList<>(sendable.size());
    for (Item item : sendable) {
      payloads.add(Objects.requireNonNull(item.payload()));
    }
    return payloads;
  }

  /** Whether its place among others matters: time series carry their time, attributes do not. */
  boolean needsOrder() {
    return items.stream()
        .map(Item::payload)
        .filter(Objects::nonNull)
        .flatMap(payload -> payload.points().stream())
        .anyMatch(point -> point.kind() == Kind.ATTRIBUTE);
  }
}
