package io.tidegate.engine.deliver;

import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.UplinkRecord;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.supervise.Backoff;
import io.tidegate.log.RecordLog.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers everything in the order of the log, and tells the log. When much is waiting, it starts a
 * live lane at the end; where that has been before, only the attributes are left to deliver. Having
 * caught up with the live lane, it takes over from it.
 */
final class OrderedCourse implements Course {

  private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);

  private final DeliveryParts parts;
  private final DeliverySettings settings;
  private final Overtaken overtaken;
  private final Suspicion suspicion;
  private final DeviceSuspicion devices;
  private final LogReader reader;
  private final LiveLanes liveLanes;
  private final Frontier frontier;

  /** Records under way that are not sent, because of their devices. */
  private final Set<Long> excluded = ConcurrentHashMap.newKeySet();

  OrderedCourse(
      DeliveryParts parts,
      DeliverySettings settings,
      Overtaken overtaken,
      Suspicion suspicion,
      DeviceSuspicion devices,
      LogReader reader,
      LiveLanes liveLanes,
      Frontier frontier) {
    this.parts = parts;
    this.settings = settings;
    this.overtaken = overtaken;
    this.suspicion = suspicion;
    this.devices = devices;
    this.reader = reader;
    this.liveLanes = liveLanes;
    this.frontier = frontier;
  }

  @Override
  public String name() {
    return "ordered";
  }

  @Override
  public void await(long cursor) throws InterruptedException {
    reader.await(cursor);
  }

  @Override
  public Batch next(long cursor) throws InterruptedException {
    return suspicion.active() ? nextSuspected(cursor) : nextOf(cursor);
  }

  private Batch nextSuspected(long cursor) throws InterruptedException {
    int most = Math.min(settings.batchRecords(), suspicion.most());
    Batch batch = batch(cursor, reader.read(cursor, most), Long.MAX_VALUE);
    return suspicion.verdict(batch) == null ? batch : unsent(batch);
  }

  /** The suspected record is not sent again: it is put aside when its turn to be settled comes. */
  private static Batch unsent(Batch batch) {
    List<Item> items =
        batch.items().stream().map(item -> new Item(item.offset(), item.stored(), null)).toList();
    return new Batch(batch.from(), batch.to(), items);
  }

  private Batch nextOf(long cursor) throws InterruptedException {
    Lane live = liveLanes.current();
    if (live == null && parts.log().end() - cursor >= settings.overtakeFrom()) {
      live = liveLanes.start(parts.log().end());
    }
    if (live == null) {
      return batch(cursor, reader.read(cursor, settings.batchRecords()), Long.MAX_VALUE);
    }
    long limit = cursor < liveLanes.startedAt() ? liveLanes.startedAt() : live.settledTo();
    if (cursor >= liveLanes.startedAt() && cursor + settings.batchRecords() >= limit) {
      liveLanes.finish();
      return nextOf(cursor);
    }
    int most = (int) Math.min(settings.batchRecords(), limit - cursor);
    return batch(cursor, reader.read(cursor, most), limit);
  }

  /** Where the log no longer holds some offsets, it reads on beyond the limit: not for now. */
  private Batch batch(long cursor, List<Entry<StoredRecord>> entries, long limit) {
    List<Item> items = new ArrayList<>(entries.size());
    boolean fresh = overtaken.isEmpty();
    for (Entry<StoredRecord> entry : entries) {
      if (entry.offset() >= limit) {
        return new Batch(cursor, limit, items);
      }
      UplinkRecord payload = fresh ? entry.value().record() : left(entry);
      if (payload != null && devices.verdict(payload.device().name()) != null) {
        excluded.add(entry.offset());
        payload = null;
      }
      items.add(new Item(entry.offset(), entry.value(), payload));
    }
    return new Batch(cursor, entries.getLast().offset() + 1, items);
  }

  private @Nullable UplinkRecord left(Entry<StoredRecord> entry) {
    UplinkRecord record = entry.value().record();
    return overtaken.contains(entry.offset()) ? LiveCourse.only(Kind.ATTRIBUTE, record) : record;
  }

  @Override
  public void settled(Batch batch) throws InterruptedException {
    String verdict = suspicion.verdict(batch);
    if (verdict != null) {
      for (Item item : batch.items()) {
        excluded.remove(item.offset());
        refused(item, verdict);
      }
      suspicion.solved();
    }
    putAsideExcluded(batch);
    frontier.settled(batch);
    suspicion.passed(batch.to());
  }

  private void putAsideExcluded(Batch batch) throws InterruptedException {
    if (excluded.isEmpty()) {
      return;
    }
    for (Item item : batch.items()) {
      String reason = devices.verdict(item.stored().record().device().name());
      if (excluded.remove(item.offset()) && reason != null) {
        putAside(item, reason);
      }
    }
  }

  @Override
  public void refused(Item item, String reason) throws InterruptedException {
    putAside(item, reason);
    log.warn(
        "The platform refuses a record of {} ({}): put aside",
        item.stored().record().device().name(),
        reason);
  }

  /** It is out of the way only once it is kept elsewhere. */
  private void putAside(Item item, String reason) throws InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        parts.putAside().put(item.stored(), reason);
        frontier.putAside(item);
        return;
      } catch (IOException e) {
        log.warn("A record that the platform refuses can't be put aside; trying again", e);
        Backoff backoff = settings.refused();
        Thread.sleep(backoff.delay(failures));
      }
    }
  }

  @Override
  public int window() {
    if (suspicion.active()) {
      return 1;
    }
    return liveLanes.current() == null ? settings.window() : Math.max(1, settings.window() / 2);
  }

  @Override
  public long flushIn() {
    return frontier.commitIn();
  }

  @Override
  public void flush() {
    frontier.commit();
  }
}
