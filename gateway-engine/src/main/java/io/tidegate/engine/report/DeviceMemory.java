package io.tidegate.engine.report;

import io.tidegate.connector.ReportStrategies;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.ReportStrategy.OnReceived;
import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is remembered of one device. Its monitor guards all of it; no two are ever held at once. */
final class DeviceMemory {

  /** Points that come due within this time go together. */
  private static final long TOLERANCE_NANOS = 50_000_000;

  private final Map<String, PointMemory> timeseries = new HashMap<>();
  private final Map<String, PointMemory> attributes = new HashMap<>();

  private final Capacity capacity;
  private Device device;
  private @Nullable Source source;
  private boolean repeating;
  private int waiting;
  private boolean gone;
  private long scheduled = PointMemory.NEVER;

  DeviceMemory(Device device, Capacity capacity) {
    this.device = device;
    this.capacity = capacity;
  }

  /**
   * Lets through the points that are to be reported. While older values of the device are being
   * repeated, new ones wait, so that they stay behind them in the log.
   *
   * @return null if none is.
   */
  synchronized @Nullable UplinkRecord admit(
      UplinkRecord record, Resolver strategies, long nanos, Admission admission)
      throws InterruptedException {
    waiting++;
    try {
      while (repeating) {
        wait();
      }
    } finally {
      waiting--;
    }
    device = record.device();
    List<DataPoint> admitted = new ArrayList<>(record.points().size());
    for (DataPoint point : record.points()) {
      if (admits(point, strategies.of(point), nanos, admission)) {
        admitted.add(point);
      }
    }
    if (admitted.size() == record.points().size()) {
      return record;
    }
    return admitted.isEmpty() ? null : record.with(admitted);
  }

  private boolean admits(
      DataPoint point, ReportStrategy strategy, long nanos, Admission admission) {
    if (strategy instanceof OnReceived) {
      return true;
    }
    PointMemory memory = points(point.kind()).get(point.key());
    if (memory == null) {
      if (!capacity.take()) {
        return true;
      }
      memory = new PointMemory(strategy, point);
      points(point.kind()).put(point.key(), memory);
    }
    if (!memory.admits(point, strategy, nanos, admission)) {
      return false;
    }
    if (!memory.leave(admission)) {
      admission.carries(this, memory);
    }
    return true;
  }

  /** The device is read by this session; returns whether it was not before. */
  synchronized boolean startsBeingReadBy(Source session) {
    boolean before = source == session;
    source = session;
    return !before;
  }

  synchronized void arrived(PointMemory point, Admission admission, long nanos) {
    point.arrived(admission, nanos);
  }

  synchronized void lost(PointMemory point, Admission admission) {
    point.lost(admission);
  }

  /**
   * The points that are to be repeated now. Until {@link #notRepeated}, new readings wait.
   *
   * @param turn the time that {@link #schedule} gave; nothing happens if it gave another since.
   */
  synchronized List<DataPoint> takeTurn(long turn, long nanos) {
    if (turn != scheduled) {
      return List.of();
    }
    scheduled = PointMemory.NEVER;
    if (source == null || !source.live()) {
      return List.of();
    }
    forgetPoints(nanos);
    List<DataPoint> due =
        all()
            .filter(point -> point.takeTurn(nanos, TOLERANCE_NANOS))
            .map(PointMemory::latest)
            .toList();
    repeating = !due.isEmpty();
    return due;
  }

  /** The log has the points that were repeated. */
  synchronized void repeated(List<DataPoint> sent, long nanos) {
    for (DataPoint point : sent) {
      PointMemory memory = points(point.kind()).get(point.key());
      if (memory != null) {
        memory.repeated(point.value(), nanos);
      }
    }
  }

  /** The turn is over. */
  synchronized void notRepeated() {
    repeating = false;
    notifyAll();
  }

  /** The time of the next turn, if it has become earlier than the one it was last asked for. */
  synchronized long schedule() {
    if (source == null || !source.live()) {
      return PointMemory.NEVER;
    }
    long next = all().mapToLong(PointMemory::due).min().orElse(PointMemory.NEVER);
    if (next >= scheduled) {
      return PointMemory.NEVER;
    }
    scheduled = next;
    return next;
  }

  /** The device can't be read: nothing is repeated before its next reading. */
  synchronized void unreachable() {
    source = null;
  }

  /** The platform has deleted the device: its next readings are the first. */
  synchronized void forgotten() {
    source = null;
    all().forEach(PointMemory::forgotten);
  }

  synchronized void dropped(List<DataPoint> points) {
    for (DataPoint point : points) {
      PointMemory memory = points(point.kind()).get(point.key());
      if (memory != null) {
        memory.dropped(point.value());
      }
    }
  }

  /** Forgets what is too old; returns whether nothing is left, and then nothing may be added. */
  synchronized boolean forget(long nanos) {
    forgetPoints(nanos);
    gone = !repeating && waiting == 0 && timeseries.isEmpty() && attributes.isEmpty();
    return gone;
  }

  synchronized boolean gone() {
    return gone;
  }

  synchronized Device device() {
    return device;
  }

  private void forgetPoints(long nanos) {
    int before = timeseries.size() + attributes.size();
    timeseries.values().removeIf(point -> point.isForgotten(nanos));
    attributes.values().removeIf(point -> point.isForgotten(nanos));
    capacity.give(before - timeseries.size() - attributes.size());
  }

  private Map<String, PointMemory> points(Kind kind) {
    return switch (kind) {
      case TIMESERIES -> timeseries;
      case ATTRIBUTE -> attributes;
    };
  }

  private Stream<PointMemory> all() {
    return Stream.concat(timeseries.values().stream(), attributes.values().stream());
  }

  /** The strategies that count for one record. */
  record Resolver(ReportStrategies mapping, ReportStrategy otherwise) {

    ReportStrategy of(DataPoint point) {
      ReportStrategy own = mapping.of(point.kind(), point.key());
      return own == null ? otherwise : own;
    }

    /** Whether nothing can be held back. */
    boolean admitEverything() {
      return otherwise instanceof OnReceived
          && (mapping.device() == null || mapping.device() instanceof OnReceived)
          && mapping.attributes().isEmpty()
          && mapping.timeseries().isEmpty();
    }
  }
}
