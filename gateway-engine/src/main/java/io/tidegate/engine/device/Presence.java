package io.tidegate.engine.device;

import io.tidegate.data.Device;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of one device. */
final class Presence {

  private volatile Device device;
  private volatile String connector;
  private volatile boolean reachable;
  private volatile long seenNanos;
  private volatile long seenMillis;

  Presence(Device device, String connector) {
    this.device = device;
    this.connector = connector;
  }

  boolean matches(Device other, String otherConnector) {
    return reachable && device.equals(other) && connector.equals(otherConnector);
  }

  void seen(long nanos, long millis) {
    seenNanos = nanos;
    seenMillis = millis;
  }

  /** Returns whether it could not be reached before, or not like this. */
  synchronized boolean enter(Device now, String through) {
    boolean changed = !matches(now, through);
    device = now;
    connector = through;
    reachable = true;
    return changed;
  }

  /** Returns whether it could be reached before. */
  synchronized boolean leave() {
    boolean changed = reachable;
    reachable = false;
    return changed;
  }

  Device device() {
    return device;
  }

  String connector() {
    return connector;
  }

  boolean reachable() {
    return reachable;
  }

  /** When it was last seen, in the pulse's nanoseconds; meaningless before {@link #everSeen}. */
  long seenNanos() {
    return seenNanos;
  }

  boolean everSeen() {
    return seenMillis != 0;
  }

  KnownDevice known() {
    long seen = seenMillis;
    @Nullable Instant lastSeen = seen == 0 ? null : Instant.ofEpochMilli(seen);
    return new KnownDevice(device, connector, reachable, lastSeen);
  }
}
