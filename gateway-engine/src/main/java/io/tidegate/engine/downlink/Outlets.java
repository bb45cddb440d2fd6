package io.tidegate.engine.downlink;

import io.tidegate.connector.Session;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.device.KnownDevice;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
  private final List<OutletListener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** Who waits for a change, by device: one at most. */
  private final Map<String, Condition> waiting = new HashMap<>();

  private volatile Set<String> configured = Set.of();

  /** Starts without any. */
  public Outlets(DeviceRegistry registry) {
    this.registry = registry;
  }

  /** Adds an endpoint of a connector. */
  public Outlet add(String connector) {
    Outlet outlet = new Outlet(connector, this);
    ofConnector.compute(
        connector,
        (_, present) -> {
          List<Outlet> outlets = present == null ? new CopyOnWriteArrayList<>() : present;
          outlets.add(outlet);
          return outlets;
        });
    return outlet;
  }

  /**
   * The connectors that run or soon will. While one is started, or replaced by a changed one,
   * requests to its devices wait as they do while it is not connected.
   */
  public void configured(Collection<String> connectors) {
    configured = Set.copyOf(connectors);
    wakeAll();
  }

  void listen(OutletListener listener) {
    listeners.add(listener);
  }

  void remove(Outlet outlet) {
    ofConnector.computeIfPresent(
        outlet.connector(),
        (_, outlets) -> {
          outlets.remove(outlet);
          return outlets.isEmpty() ? null : outlets;
        });
    wakeAll();
  }

  void reported(String device, Outlet outlet) {
    if (lastReported.get(device) != outlet
        && !outlet.isRetired()
        && (lastReported.size() < MOST_DEVICES || lastReported.containsKey(device))) {
      lastReported.put(device, outlet);
      wake(device);
      listeners.forEach(listener -> listener.moved(device));
    }
  }

  /** The platform has deleted a device: nobody serves it before it reports again. */
  public void forget(String device) {
    lastReported.remove(device);
    wake(device);
  }

  void opened(Outlet outlet, Session session) {
    wakeServedBy(outlet);
    listeners.forEach(listener -> listener.opened(session));
  }

  void closed(Outlet outlet) {
    wakeServedBy(outlet);
  }

  /** The live sessions that may serve a device; the right one first. */
  List<Session> live(String device) {
    return live(of(device));
  }

  /** The live sessions of a connector. */
  List<Session> liveOf(String connector) {
    return live(ofConnector.getOrDefault(connector, List.of()));
  }

  /** Whether the device belongs to a connector that runs or soon will. */
  boolean knows(String device) {
    if (!of(device).isEmpty()) {
      return true;
    }
    @Nullable KnownDevice known = registry.known(device);
    return known != null && configured.contains(known.connector());
  }

  /** Waits for sessions that may serve a device; empty if its connector runs no longer. */
  List<Session> await(String device) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Condition change = waiting.computeIfAbsent(device, _ -> lock.newCondition());
      while (true) {
        List<Session> sessions = live(device);
        if (!sessions.isEmpty() || !knows(device)) {
          return sessions;
        }
        change.await();
      }
    } finally {
      waiting.remove(device);
      lock.unlock();
    }
  }

  /** Waits until the live sessions are others than these; false if they are not in time. */
  boolean changes(String device, List<Session> sessions, Duration time)
      throws InterruptedException {
    long left = time.toNanos();
    lock.lockInterruptibly();
    try {
      Condition change = waiting.computeIfAbsent(device, _ -> lock.newCondition());
      while (live(device).equals(sessions)) {
        if (left <= 0) {
          return false;
        }
        left = change.awaitNanos(left);
      }
      return true;
    } finally {
      waiting.remove(device);
      lock.unlock();
    }
  }

  private void wake(String device) {
    lock.lock();
    try {
      Condition change = waiting.get(device);
      if (change != null) {
        change.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void wakeServedBy(Outlet outlet) {
    lock.lock();
    try {
      waiting.forEach((device, change) -> {
        if (of(device).contains(outlet)) {
          change.signalAll();
        }
      });
    } finally {
      lock.unlock();
    }
  }

  private void wakeAll() {
    lock.lock();
    try {
      waiting.values().forEach(Condition::signalAll);
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
