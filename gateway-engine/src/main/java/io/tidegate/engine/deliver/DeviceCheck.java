package io.tidegate.engine.deliver;

import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.uplink.Delivery.Announcement;
import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Announces suspected devices over one connection, each alone. */
final class DeviceCheck {

  private final DeviceSuspicion suspicion;
  private final DeviceRegistry registry;
  private final Announcer announcer;
  private final Courier courier;

  /** Not the same device each time: it may be as bad as the suspected one. */
  private final RandomGenerator random = RandomGenerator.getDefault();

  private volatile boolean running;
  private volatile @Nullable Announcement alone;

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
    boolean tookAnother = false;
    for (Announcement suspect : due) {
      tookAnother = tookAnother || takesAnother(suspect, due);
      alone = tookAnother ? suspect : null;
      tookAnother |= taken(suspect);
      alone = null;
      suspicion.cleared(suspect);
    }
    running = false;
  }

  /** The connection has ended; returns whether that was while this ran. */
  boolean lost(String cause) {
    Announcement fatal = alone;
    if (fatal != null) {
      suspicion.struck(fatal, cause);
    }
    return running;
  }

  private boolean takesAnother(Announcement suspect, List<Announcement> due)
      throws IOException, InterruptedException {
    List<Announcement> others = new ArrayList<>(due);
    others.addAll(registry.announcements());
    others.removeIf(each -> isSame(each, suspect) || isExcluded(each));
    return !others.isEmpty() && taken(others.get(random.nextInt(others.size())));
  }

  private boolean taken(Announcement announcement) throws IOException, InterruptedException {
    return courier.await(announcer.announceAlone(announcement)) instanceof Outcome.Accepted;
  }

  private static boolean isSame(Announcement one, Announcement other) {
    return one.device().name().equals(other.device().name());
  }

  private boolean isExcluded(Announcement announcement) {
    return suspicion.verdict(announcement.device().name()) != null;
  }
}
