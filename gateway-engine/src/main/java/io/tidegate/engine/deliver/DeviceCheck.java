package io.tidegate.engine.deliver;

import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.uplink.Delivery.Announcement;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.Delivery.Receipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Announces suspected devices over one connection, each alone; very many in groups first, since
 * each answer takes its time.
 */
final class DeviceCheck {

  private static final int MOST_GROUPS = 100;

  private final DeviceSuspicion suspicion;
  private final DeviceRegistry registry;
  private final Announcer announcer;
  private final Courier courier;

  /** Not the same device each time: it may be as bad as the suspected one. */
  private final RandomGenerator random = RandomGenerator.getDefault();

  private volatile boolean running;
  private volatile List<Announcement> underTest = List.of();

  DeviceCheck(
      DeviceSuspicion suspicion, DeviceRegistry registry, Announcer announcer, Courier courier) {
    this.suspicion = suspicion;
    this.registry = registry;
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
      underTest = size > 1 || tookAnother ? group : List.of();
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
    others.removeIf(each -> isSame(each, suspect) || isExcluded(each));
    return !others.isEmpty() && taken(List.of(others.get(random.nextInt(others.size()))));
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
