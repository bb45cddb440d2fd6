package io.tidegate.thingsboard;

import io.tidegate.data.Device;
import io.tidegate.uplink.Delivery.Announcement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The devices that the platform knows to be behind this connection, and those it has put off itself
 * since, which have to be announced once more before their next data. Safe for several threads.
 */
final class Announcements {

  /** Names come from outside. Those that are forgotten have the default profile for requests. */
  private static final int MOST = 100_000;

  private final Map<String, Announcement> announced = new ConcurrentHashMap<>();
  private final Map<String, Announcement> putOff = new ConcurrentHashMap<>();

  void add(Announcement device) {
    if (announced.size() >= MOST) {
      announced.clear();
      putOff.clear();
    }
    announced.put(device.device().name(), device);
    putOff.remove(device.device().name());
  }

  void remove(Device device) {
    announced.remove(device.name());
    putOff.remove(device.name());
  }

  /** Whether the platform knows the device and has not put it off. */
  boolean isTold(Device device) {
    return announced.containsKey(device.name()) && !putOff.containsKey(device.name());
  }

  /** The platform has closed the device's session. */
  void putOff(String device) {
    Announcement known = announced.get(device);
    if (known != null) {
      putOff.put(device, known);
    }
  }

  /**
   * The announcement to repeat before data of the device; null, nearly always, if there is none.
   */
  @Nullable Announcement repeatBefore(Device device) {
    return putOff.isEmpty() ? null : putOff.get(device.name());
  }

  /** Whether the platform knows the device, and with its profile. */
  boolean contains(Device device) {
    return announced.containsKey(device.name());
  }

  /** The device as it was announced. */
  Device named(String name) {
    Announcement known = announced.get(name);
    return known == null ? new Device(name, "default") : known.device();
  }
}
