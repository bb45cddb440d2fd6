package io.tidegate.engine.deliver;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.UplinkRecord;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.log.RecordLog.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the time series of what is new, ahead of a backlog. Attributes carry no time, so they
 * are left to the {@link OrderedCourse}, and so is what the platform refuses here.
 */
final class LiveCourse implements Course {

  private final LogReader reader;
  private final DeliverySettings settings;
  private final Overtaken overtaken;
  private final DeviceSuspicion devices;
  private final Set<Long> refused = ConcurrentHashMap.newKeySet();

  LiveCourse(
      LogReader reader, DeliverySettings settings, Overtaken overtaken, DeviceSuspicion devices) {
    this.reader = reader;
    this.settings = settings;
    this.overtaken = overtaken;
    this.devices = devices;
  }

  @Override
  public String name() {
    return "live";
  }

  @Override
  public void await(long cursor) throws InterruptedException {
    reader.await(cursor);
  }

  @Override
  public Batch next(long cursor) throws InterruptedException {
    List<Entry<StoredRecord>> entries = reader.read(cursor, settings.batchRecords());
    List<Item> items = new ArrayList<>(entries.size());
    for (Entry<StoredRecord> entry : entries) {
      UplinkRecord payload = only(Kind.TIMESERIES, entry.value().record());
      if (devices.verdict(entry.value().record().device().name()) != null) {
        refused.add(entry.offset());
        payload = null;
      }
      items.add(new Item(entry.offset(), entry.value(), payload));
    }
    return new Batch(cursor, entries.getLast().offset() + 1, items);
  }

  @Override
  public void settled(Batch batch) {
    // Not what was passed over because it could not be read: later it may be.
    long from = batch.from();
    long to = from;
    for (Item item : batch.items()) {
      boolean left = refused.remove(item.offset());
      if (left || item.offset() != to) {
        overtaken.add(from, to);
        from = left ? item.offset() + 1 : item.offset();
      }
      to = item.offset() + 1;
    }
    overtaken.add(from, to);
  }

  @Override
  public void refused(Item item, String reason) {
    refused.add(item.offset());
  }

  @Override
  public int window() {
    return Math.max(1, settings.window() / 2);
  }

  @Override
  public long flushIn() {
    return Long.MAX_VALUE;
  }

  @Override
  public void flush() {
    // Nothing is put off.
  }

  /** The points of one kind, or null if there is none. */
  static @Nullable UplinkRecord only(Kind kind, UplinkRecord record) {
    int matching = 0;
    for (DataPoint point : record.points()) {
      if (point.kind() == kind) {
        matching++;
      }
    }
    if (matching == record.points().size()) {
      return record;
    }
    if (matching == 0) {
      return null;
    }
    List<DataPoint> points =
        record.points().stream().filter(point -> point.kind() == kind).toList();
    return record.with(points);
  }
}
