package io.tidegate.engine.device;

import io.tidegate.data.Device;
import io.tidegate.engine.time.Pulse;
import io.tidegate.engine.time.Pulse.Alarm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the devices over a restart: who serves them, and what the platform calls them. Many
 * changes are written together, once a second at most, and seldom if writing takes long.
 */
public final class DeviceBook implements DeviceListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DeviceBook.class);

  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

  /** Of the time spent on it, writing takes one part in so many. */
  private static final int SHARE = 20;

  private final DeviceRegistry registry;
  private final Renamings renamings;
  private final DeviceStore store;
  private final Pulse pulse;
  private final Map<String, ConfiguredConnector> connectors = new HashMap<>();

  /** Of connectors that are not configured, at the moment perhaps. */
  private final Map<String, StoredDevice> unassigned = new HashMap<>();

  private final ReentrantLock writing = new ReentrantLock();
  private List<StoredDevice> written = List.of();
  private Duration pause = LEAST_PAUSE;
  private @Nullable Alarm alarm;
  private boolean failing;
  private boolean closed;

  /** Creates an empty book; {@link #open} before anything else happens. */
  public DeviceBook(DeviceRegistry registry, Renamings renamings, DeviceStore store, Pulse pulse) {
    this.registry = registry;
    this.renamings = renamings;
    this.store = store;
    this.pulse = pulse;
  }

  /** Makes known what was known before the restart; a file that can't be read is told. */
  public void open(List<ConfiguredConnector> configured) {
    try {
      written = store.read();
      for (StoredDevice stored : written) {
        unassigned.put(stored.device().name(), stored);
        Optional.ofNullable(stored.renaming())
            .ifPresent(name -> renamings.set(stored.device().name(), name));
      }
    } catch (IOException e) {
      log.warn("the devices of the last run are not known: {}", e.getMessage());
    }
    configured(configured);
    registry.listen(this);
  }

  /** The connectors are these now; devices that waited for one get it. */
  public synchronized void configured(List<ConfiguredConnector> configured) {
    configured.forEach(connector -> connectors.put(connector.name(), connector));
    for (ConfiguredConnector connector : configured) {
      registry.connector(connector.name(), connector.type());
    }
    for (StoredDevice stored : List.copyOf(unassigned.values())) {
      assigned(stored, configured).ifPresent(connector -> assign(stored, connector));
    }
  }

  private static Optional<ConfiguredConnector> assigned(
      StoredDevice stored, List<ConfiguredConnector> configured) {
    return configured.stream()
        .filter(connector -> connector.id().equals(stored.connectorId()))
        .findFirst()
        .or(() ->
            configured.stream()
                .filter(connector -> connector.name().equals(stored.connectorName()))
                .findFirst());
  }

  private void assign(StoredDevice stored, ConfiguredConnector connector) {
    Device device = stored.device();
    unassigned.remove(device.name());
    if (registry.known(device.name()) != null) {
      return;
    }
    if (stored.reachable()) {
      registry.online(device, connector.name());
    } else {
      registry.remember(device, connector.name());
    }
  }

  /** The user has renamed a device on the platform. */
  public void renamed(String from, String to) {
    if (from.isBlank() || to.isBlank()) {
      return;
    }
    String own = renamings.own(from);
    if (renamings.onPlatform(own).equals(to)) {
      return;
    }
    renamings.set(own, to);
    log.info("device {} is called {} on the platform", own, to);
    registry.renew(own);
    changed();
  }

  /** The user has deleted a device on the platform; its next data brings it back. */
  public void deleted(String device) {
    String own = renamings.own(device);
    synchronized (this) {
      unassigned.remove(own);
    }
    registry.forget(own);
    renamings.set(own, own);
    changed();
  }

  @Override
  public void online(Device device, String connector) {
    changed();
  }

  @Override
  public void offline(Device device) {
    changed();
  }

  @Override
  public void forgotten(Device device) {
    changed();
  }

  /** Writes what has changed, and no more. */
  @Override
  public void close() {
    registry.unlisten(this);
    synchronized (this) {
      closed = true;
      if (alarm != null) {
        alarm.cancel();
      }
    }
    write();
  }

  private synchronized void changed() {
    if (alarm == null && !closed) {
      alarm = pulse.after(pause, () -> Thread.ofVirtual().name("device-book").start(this::write));
    }
  }

  private void write() {
    writing.lock();
    try {
      synchronized (this) {
        alarm = null;
      }
      List<StoredDevice> devices = devices();
      if (!devices.equals(written)) {
        write(devices);
      }
    } finally {
      writing.unlock();
    }
  }

  private void write(List<StoredDevice> devices) {
    long start = pulse.nanos();
    try {
      store.write(devices);
      written = devices;
      if (failing) {
        log.info("the devices can be written again");
      }
      failing = false;
      pauseFor(Duration.ofNanos((pulse.nanos() - start) * SHARE));
    } catch (IOException e) {
      if (!failing) {
        log.warn("the devices can't be written, so a restart will not know them: {}", e.toString());
      }
      failing = true;
      pauseFor(PAUSE_AFTER_FAILURE);
      changed();
    }
  }

  private synchronized void pauseFor(Duration time) {
    pause = time.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : time;
  }

  private synchronized List<StoredDevice> devices() {
    Map<String, StoredDevice> devices = new TreeMap<>(unassigned);
    renamings
        .all()
        .forEach((own, name) -> devices.computeIfAbsent(own, _ -> renamedOnly(own, name)));
    devices.replaceAll((own, stored) -> withName(stored, renamings.of(own)));
    registry.snapshot().forEach(known -> devices.put(known.device().name(), stored(known)));
    return new ArrayList<>(devices.values());
  }

  private StoredDevice stored(KnownDevice known) {
    ConfiguredConnector connector = connectors.get(known.connector());
    return new StoredDevice(
        known.device(),
        connector == null ? "" : connector.id(),
        known.connector(),
        known.reachable(),
        renamings.of(known.device().name()));
  }

  /** A device that has not reported yet, or has been forgotten. */
  private static StoredDevice renamedOnly(String own, String name) {
    return new StoredDevice(new Device(own, "default"), "", "", false, name);
  }

  private static StoredDevice withName(StoredDevice stored, @Nullable String name) {
    return new StoredDevice(
        stored.device(), stored.connectorId(), stored.connectorName(), stored.reachable(), name);
  }
}
