package io.tidegate.connector.opcua.session;

import io.tidegate.connector.UplinkSink;
import io.tidegate.data.Device;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which devices the platform has been told of. One whose node is gone is offline after a while: a
 * server that has just been started may not show all of its nodes yet. For one thread at a time.
 */
final class Presences {

  private final UplinkSink sink;
  private final Duration grace;
  private final Set<Device> online = new LinkedHashSet<>();
  private final Map<Device, Long> goneSince = new HashMap<>();

  Presences(UplinkSink sink, Duration grace) {
    this.sink = sink;
    this.grace = grace;
  }

  /** Tells what has changed, and says which devices are new. */
  synchronized Set<Device> found(Set<Device> now) {
    Set<Device> fresh = new LinkedHashSet<>(now);
    fresh.removeAll(online);
    fresh.forEach(sink::online);
    online.addAll(fresh);
    goneSince.keySet().removeAll(now);
    Set<Device> missing = new LinkedHashSet<>(online);
    missing.removeAll(now);
    missing.removeAll(replaced(missing, now));
    missing.forEach(this::missing);
    return fresh;
  }

  /** With another profile it is the same device: the platform knows it by its name. */
  private Set<Device> replaced(Set<Device> missing, Set<Device> now) {
    Set<String> names = now.stream().map(Device::name).collect(Collectors.toSet());
    Set<Device> replaced =
        missing.stream()
            .filter(device -> names.contains(device.name()))
            .collect(Collectors.toSet());
    online.removeAll(replaced);
    goneSince.keySet().removeAll(replaced);
    return replaced;
  }

  private void missing(Device device) {
    long now = System.nanoTime();
    Long since = goneSince.putIfAbsent(device, now);
    if (since != null && now - since >= grace.toNanos()) {
      sink.offline(device);
      online.remove(device);
      goneSince.remove(device);
    }
  }

  /** Whether a device is about to be offline. */
  synchronized boolean isAnyMissing() {
    return !goneSince.isEmpty();
  }

  /** The server is gone. */
  synchronized void allOffline() {
    online.forEach(sink::offline);
    online.clear();
    goneSince.clear();
  }
}
