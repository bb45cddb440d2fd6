package io.tidegate.engine.device;

import io.tidegate.data.Device;
import io.tidegate.engine.time.Pulse;
import io.tidegate.uplink.Delivery.Announcement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The devices the gateway knows. Safe for use by several threads. */
public final class DeviceRegistry {

  private static final Logger log = LoggerFactory.getLogger(DeviceRegistry.class);

  private final int capacity;
  private final Pulse pulse;
  private final Map<String, Presence> devices = new ConcurrentHashMap<>();
  private final Map<String, String> connectorTypes = new ConcurrentHashMap<>();
  private final List<DeviceListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean toldFull = new AtomicBoolean();

  /**
   * Creates an empty registry.
   *
   * @param capacity how many devices are remembered; the data of further ones is reported all the
   *     same, but they are not announced again after a reconnect.
   */
  public DeviceRegistry(int capacity, Pulse pulse) {
    this.capacity = capacity;
    this.pulse = pulse;
  }

  /** Tells a listener of everything from now on. */
  public void listen(DeviceListener listener) {
    listeners.add(listener);
  }

  /** Tells it no more. */
  public void unlisten(DeviceListener listener) {
    listeners.remove(listener);
  }

  /** Remembers what type a connector has, for the announcements of its devices. */
  public void connector(String name, String type) {
    connectorTypes.put(name, type);
  }

  /** A device has reported something, so it can be reached. */
  public void seen(Device device, String connector) {
    Presence presence = devices.get(device.name());
    if (presence == null || !presence.matches(device, connector)) {
      presence = update(device, connector);
    }
    if (presence != null) {
      presence.seen(pulse.nanos(), pulse.millis());
    }
  }

  /** A device can be reached. */
  public void online(Device device, String connector) {
    update(device, connector);
  }

  /** A device can't be reached. */
  public void offline(Device device) {
    Presence presence = devices.get(device.name());
    if (presence != null && presence.leave()) {
      listeners.forEach(listener -> listener.offline(presence.device()));
    }
  }

  /** A device is known from an earlier life and was not reachable then. */
  public void remember(Device device, String connector) {
    if (devices.size() < capacity) {
      devices.putIfAbsent(device.name(), new Presence(device, connector));
    }
  }

  /** The platform has deleted a device: it is as if it had never been there. */
  public void forget(String device) {
    Presence presence = devices.remove(device);
    if (presence != null) {
      if (presence.leave()) {
        listeners.forEach(listener -> listener.offline(presence.device()));
      }
      listeners.forEach(listener -> listener.forgotten(presence.device()));
    }
  }

  /** The platform has to be told of a device once more, though nothing has become of it. */
  public void renew(String device) {
    Presence presence = devices.get(device);
    if (presence != null && presence.reachable()) {
      Device known = presence.device();
      listeners.forEach(listener -> listener.forgotten(known));
      listeners.forEach(listener -> listener.online(known, presence.connector()));
    }
  }

  /** A connector is gone for good: nothing reaches its devices. */
  public void gone(String connector) {
    for (Presence presence : devices.values()) {
      if (presence.connector().equals(connector)) {
        offline(presence.device());
      }
    }
  }

  /** Whether the device is known not to be reachable. */
  public boolean hasLeft(Device device) {
    Presence presence = devices.get(device.name());
    return presence != null && !presence.reachable();
  }

  /** What the platform is told of a device whose data came from the given connector. */
  public Announcement announcement(Device device, String connector) {
    return new Announcement(device, connectorTypes.get(connector), connector);
  }

  /** What the platform is told of the devices that can be reached. */
  public List<Announcement> announcements() {
    return devices.values().stream()
        .filter(Presence::reachable)
        .map(presence -> announcement(presence.device(), presence.connector()))
        .toList();
  }

  /** What is known of a device; null if nothing is. */
  public @Nullable KnownDevice known(String device) {
    Presence presence = devices.get(device);
    return presence == null ? null : presence.known();
  }

  /** Everything known, by name. */
  public List<KnownDevice> snapshot() {
    return devices.values().stream()
        .map(Presence::known)
        .sorted(Comparator.comparing(known -> known.device().name()))
        .toList();
  }

  List<Presence> presences() {
    return List.copyOf(devices.values());
  }

  private @Nullable Presence update(Device device, String connector) {
    Presence presence = devices.get(device.name());
    if (presence == null) {
      if (devices.size() >= capacity) {
        tellFull();
        return null;
      }
      presence = devices.computeIfAbsent(device.name(), _ -> new Presence(device, connector));
    }
    if (presence.enter(device, connector)) {
      listeners.forEach(listener -> listener.online(device, connector));
    }
    return presence;
  }

  private void tellFull() {
    if (toldFull.compareAndSet(false, true)) {
      log.warn("More than {} devices: further ones are not announced on reconnect", capacity);
    }
  }
}
