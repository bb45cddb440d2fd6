package io.tidegate.engine.downlink;

import io.tidegate.connector.Session;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.device.KnownDevice;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Which endpoint serves a device: the one that reported it last. Safe for several threads. */
public final class Outlets {

  /**
   * Names come from outside. Further devices are looked for in all endpoints of their connector.
   */
  private static final int MOST_DEVICES = 100_000;

  private final DeviceRegistry registry;
  private final Map<String, Outlet> lastReported = new ConcurrentHashMap<>();
  private final Map<String, List<Outlet>> ofConnector = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Starts without any. */
  public Outlets(DeviceRegistry registry) {
    this.registry = registry;
  }

  /** Adds an endpoint of a connector. */
  public Outlet add(String connector) {
    Outlet outlet = new Outlet(connector, this);
    ofConnector.computeIfAbsent(connector, _ -> new CopyOnWriteArrayList<>()).add(outlet);
    return outlet;
  }

  void remove(Outlet outlet) {
    ofConnector.computeIfPresent(
        outlet.connector(),
        (_, outlets) -> {
          outlets.remove(outlet);
          return outlets.isEmpty() ? null : outlets;
        });
    changed();
  }

  void reported(String device, Outlet outlet) {
    if (lastReported.get(device) != outlet
        && (lastReported.size() < MOST_DEVICES || lastReported.containsKey(device))) {
      lastReported.put(device, outlet);
    }
  }

  void changed() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The live sessions that may serve a device; the right one first. */
  List<Session> live(String device) {
    return live(of(device));
  }

  /** The live sessions of a connector. */
  List<Session> liveOf(String connector) {
    return live(ofConnector.getOrDefault(connector, List.of()));
  }

  /** Whether the device belongs to a connector that runs. */
  boolean knows(String device) {
    return !of(device).isEmpty();
  }

  /** Waits for sessions that may serve a device; empty if its connector runs no longer. */
  List<Session> await(String device) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        List<Session> sessions = live(device);
        if (!sessions.isEmpty() || !knows(device)) {
          return sessions;
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Outlet> of(String device) {
    Outlet last = lastReported.get(device);
    if (last != null && !last.isRetired()) {
      return List.of(last);
    }
    @Nullable KnownDevice known = registry.known(device);
    return known == null ? List.of() : ofConnector.getOrDefault(known.connector(), List.of());
  }

  private static List<Session> live(List<Outlet> outlets) {
    return outlets.stream().map(Outlet::session).filter(Objects::nonNull).toList();
  }
}
