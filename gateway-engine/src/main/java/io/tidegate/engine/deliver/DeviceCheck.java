package io.tidegate.engine.deliver;

import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.log.RecordLog;
import io.tidegate.log.RecordLog.Entry;
import io.tidegate.uplink.Delivery.Announcement;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.Delivery.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Announces suspected devices over one connection, each alone; very many in groups first, since
 * each answer takes its time.
 */
final class DeviceCheck {

  private static final int MOST_GROUPS = 100;
  private static final int SAMPLES = 20;

  private final DeviceSuspicion suspicion;
  private final DeviceRegistry registry;
  private final RecordLog<StoredRecord> log;
  private final Announcer announcer;
  private final Courier courier;

  /** Not the same device each time: it may be as bad as the suspected one. */
  private final RandomGenerator random = RandomGenerator.getDefault();

  private volatile boolean running;
  private volatile List<Announcement> underTest = List.of();

  DeviceCheck(
      DeviceSuspicion suspicion, DeliveryParts parts, Announcer announcer, Courier courier) {
    this.suspicion = suspicion;
    this.registry = parts.registry();
    this.log = parts.log();
    this.announcer = announcer;
    this.courier = courier;
  }

  /** Returns when the platform has answered all of them; it has answered something before. */
  void run() throws IOException, InterruptedException {
    List<Announcement> due = suspicion.due();
    running = !due.isEmpty();
    int size = Math.max(1, due.size() / MOST_GROUPS);
    boolean tookAnother = false;
    for (int from = 0; from < due.size(); from += size) {
      List<Announcement> group = due.subList(from, Math.min(from + size, due.size()));
      tookAnother = tookAnother || (size == 1 && takesAnother(group.getFirst(), due));
      underTest = group.size() > 1 || tookAnother ? group : List.of();
      tookAnother |= taken(group);
      underTest = List.of();
      group.forEach(suspicion::cleared);
    }
    running = false;
  }

  /** The connection has ended; returns whether that was while this ran. */
  boolean lost(String cause) {
    List<Announcement> fatal = underTest;
    if (fatal.size() == 1) {
      suspicion.struck(fatal.getFirst(), cause);
    } else if (!fatal.isEmpty()) {
      suspicion.narrowed(fatal);
    }
    return running;
  }

  private boolean takesAnother(Announcement suspect, List<Announcement> due)
      throws IOException, InterruptedException {
    List<Announcement> others = new ArrayList<>(due);
    others.addAll(registry.announcements());
    addWaiting(others);
    others.removeIf(each -> isSame(each, suspect) || isExcluded(each));
    return !others.isEmpty() && taken(List.of(others.get(random.nextInt(others.size()))));
  }

  /** After a restart nobody but the log knows of devices that do not report now. */
  private void addWaiting(List<Announcement> devices) throws IOException, InterruptedException {
    long from = log.committed();
    long end = log.end();
    for (int i = 0; i < SAMPLES && from < end; i++) {
      for (Entry<StoredRecord> entry : log.read(random.nextLong(from, end), 1, 1, Duration.ZERO)) {
        StoredRecord stored = entry.value();
        devices.add(registry.announcement(stored.record().device(), stored.connector()));
      }
    }
  }

  private boolean taken(List<Announcement> group) throws IOException, InterruptedException {
    List<Receipt> receipts = new ArrayList<>();
    for (Announcement each : group) {
      receipts.add(announcer.announceNow(each));
    }
    boolean taken = false;
    for (Receipt receipt : receipts) {
      taken |= courier.await(receipt) instanceof Outcome.Accepted;
    }
    return taken;
  }

  private static boolean isSame(Announcement one, Announcement other) {
    return one.device().name().equals(other.device().name());
  }

  private boolean isExcluded(Announcement announcement) {
    return suspicion.verdict(announcement.device().name()) != null;
  }
}
