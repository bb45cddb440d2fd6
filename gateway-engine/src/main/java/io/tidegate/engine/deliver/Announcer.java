package io.tidegate.engine.deliver;

import io.tidegate.data.Device;
import io.tidegate.engine.device.DeviceListener;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.log.RecordLog;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.Delivery.Announcement;
import io.tidegate.uplink.Delivery.Receipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the platform over one connection which devices are there: each before its own data, the
 * others meanwhile. A device that has gone is withdrawn after its data.
 */
final class Announcer implements DeviceListener {

  /** Names come from outside. Beyond these, devices are announced anew. */
  private static final int MOST_ANNOUNCED = 100_000;

  private final Delivery delivery;
  private final DeviceRegistry registry;
  private final RecordLog<StoredRecord> log;
  private final DeviceSuspicion suspicion;
  private final AnnouncementListener listener;
  private final Map<String, Announcement> announced = new ConcurrentHashMap<>();
  private final BlockingDeque<Unanswered> unanswered = new LinkedBlockingDeque<>();

  /** Fair, so that live data waits for at most one other device. */
  private final ReentrantLock wire = new ReentrantLock(true);

  private final Map<String, Change> changes = new LinkedHashMap<>();
  private long delivered;

  Announcer(Delivery delivery, DeliveryParts parts, DeviceSuspicion suspicion) {
    this.delivery = delivery;
    this.registry = parts.registry();
    this.log = parts.log();
    this.listener = parts.announcements();
    this.suspicion = suspicion;
    this.delivered = log.committed();
  }

  /** Announces all that are there, then whatever changes. Listens already. */
  void run() throws IOException, InterruptedException {
    for (Announcement announcement : registry.announcements()) {
      announce(announcement);
    }
    while (true) {
      switch (nextChange()) {
        case Change.Came(var device, var connector) ->
            announce(registry.announcement(device, connector));
        case Change.Went(var device, _) -> {
          if (registry.hasLeft(device)) {
            withdraw(device);
          }
        }
      }
    }
  }

  /** Follows what is answered. */
  void awaitAnswers() throws IOException, InterruptedException {
    while (true) {
      Unanswered oldest = unanswered.takeFirst();
      try {
        oldest.receipt.await();
      } catch (IOException | InterruptedException e) {
        unanswered.addFirst(oldest);
        throw e;
      }
    }
  }

  /** After the end of the connection: what the platform did not answer, in the order it went. */
  List<Announcement> unanswered() throws InterruptedException {
    List<Announcement> left = new ArrayList<>();
    for (Unanswered each : unanswered) {
      try {
        each.receipt.await();
      } catch (IOException e) {
        left.add(each.announcement);
      }
    }
    return left;
  }

  /** Announces one whose answer the caller follows, while nothing else is announced. */
  Receipt announceNow(Announcement announcement) throws IOException, InterruptedException {
    Receipt receipt = delivery.announce(announcement);
    announced.put(announcement.device().name(), announcement);
    return receipt;
  }

  /** Returns when the platform knows the device. */
  void ensure(Device device, String connector) throws IOException, InterruptedException {
    if (!announced.containsKey(device.name())) {
      announce(registry.announcement(device, connector));
      if (registry.hasLeft(device)) {
        // It left while there was no connection; only its backlog brings it up once more.
        offline(device);
      }
    }
  }

  /** Everything below the offset is delivered. */
  synchronized void delivered(long offset) {
    delivered = offset;
    if (!changes.isEmpty()) {
      notifyAll();
    }
  }

  @Override
  public void online(Device device, String connector) {
    change(new Change.Came(device, connector));
  }

  @Override
  public void offline(Device device) {
    change(new Change.Went(device, log.end()));
  }

  /** When it comes again the platform has to be told again. */
  @Override
  public synchronized void forgotten(Device device) {
    changes.remove(device.name());
    announced.remove(device.name());
  }

  private synchronized void change(Change change) {
    changes.put(change.device().name(), change);
    notifyAll();
  }

  private synchronized Change nextChange() throws InterruptedException {
    while (true) {
      for (Iterator<Change> each = changes.values().iterator(); each.hasNext(); ) {
        Change change = each.next();
        if (change.after() <= delivered) {
          each.remove();
          return change;
        }
      }
      wait();
    }
  }

  private void announce(Announcement announcement) throws IOException, InterruptedException {
    String name = announcement.device().name();
    if (suspicion.verdict(name) != null) {
      return;
    }
    wire.lockInterruptibly();
    try {
      Announcement known = announced.get(name);
      if (known == null || tellsMore(announcement, known)) {
        unanswered.addLast(new Unanswered(announcement, delivery.announce(announcement)));
        if (announced.size() >= MOST_ANNOUNCED) {
          announced.clear();
        }
        announced.put(name, announcement);
        listener.announced(announcement.device(), delivery);
      }
    } finally {
      wire.unlock();
    }
  }

  /** Data of a connector that is gone may have come before a connector that has the device now. */
  private static boolean tellsMore(Announcement announcement, Announcement known) {
    return announcement.connectorType() != null && known.connectorType() == null;
  }

  private void withdraw(Device device) throws IOException, InterruptedException {
    wire.lockInterruptibly();
    try {
      if (announced.remove(device.name()) != null) {
        delivery.withdraw(device);
      }
    } finally {
      wire.unlock();
    }
  }

  private record Unanswered(Announcement announcement, Receipt receipt) {}

  /** What the platform has not been told yet of a device. */
  private sealed interface Change {

    Device device();

    /** The offset up to which the log has to be delivered before. */
    long after();

    record Came(Device device, String connector) implements Change {
      @Override
      public long after() {
        return 0;
      }
    }

    record Went(Device device, long after) implements Change {}
  }
}
