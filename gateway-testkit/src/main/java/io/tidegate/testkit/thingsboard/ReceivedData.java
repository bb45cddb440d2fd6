package io.tidegate.testkit.thingsboard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All that the stand-in has accepted. Safe for several threads. */
public final class ReceivedData {

  private final Map<String, ReceivedDevice> devices = new ConcurrentHashMap<>();
  private final Retention retention;

  ReceivedData(Retention retention) {
    this.retention = retention;
  }

  /** A device that has to be known. */
  public ReceivedDevice device(String name) {
    return find(name).orElseThrow(() -> new AssertionError("unknown device " + name));
  }

  /** A device, if it is known. */
  public Optional<ReceivedDevice> find(String name) {
    return Optional.ofNullable(devices.get(name));
  }

  /** All devices, the gateway among them once it has sent data of its own; in no order. */
  public Collection<ReceivedDevice> devices() {
    return new ArrayList<>(devices.values());
  }

  /** How many values of time series arrived for a device and a key; 0 if it is not known. */
  public long count(String device, String key) {
    ReceivedDevice found = devices.get(device);
    return found == null || !found.timeseriesKeys().contains(key)
        ? 0
        : found.timeseries(key).count();
  }

  /** Forgets all. */
  public void clear() {
    devices.clear();
  }

  ReceivedDevice getOrCreate(String name, String type) {
    ReceivedDevice device = devices.get(name);
    return device == null
        ? devices.computeIfAbsent(name, n -> new ReceivedDevice(n, type, retention))
        : device;
  }

  /** Something of the device came, which creates it. */
  void touched(String name, PlatformSession session) {
    getOrCreate(name, ReceivedDevice.DEFAULT_TYPE).dataThrough(session);
  }

  void addTelemetry(int message, List<ReceivedPoint> points, PlatformSession session) {
    eachDevice(points, session, (device, point) -> device.addTelemetry(message, point));
  }

  void addAttributes(int message, List<ReceivedPoint> points, PlatformSession session) {
    eachDevice(points, session, (device, point) -> device.addAttribute(message, point));
  }

  private interface Addition {
    void add(ReceivedDevice device, ReceivedPoint point);
  }

  private void eachDevice(List<ReceivedPoint> points, PlatformSession session, Addition addition) {
    ReceivedDevice device = null;
    for (ReceivedPoint point : points) {
      if (device == null || !device.name().equals(point.device())) {
        device = getOrCreate(point.device(), ReceivedDevice.DEFAULT_TYPE);
        device.dataThrough(session);
      }
      addition.add(device, point);
    }
  }

  void sessionClosed(PlatformSession session) {
    devices.values().forEach(device -> device.disconnect(session));
  }
}
