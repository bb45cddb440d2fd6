package io.tidegate.engine.device;

import io.tidegate.data.Device;
import io.tidegate.engine.time.Pulse;
import io.tidegate.engine.time.Pulse.Alarm;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes devices that are silent for too long as unreachable; their next data brings them back. Does
 * nothing while no device can be reached.
 */
public final class InactivityCheck implements DeviceListener, AutoCloseable {

  private final DeviceRegistry registry;
  private final long timeoutNanos;
  private final Duration period;
  private final Pulse pulse;

  private @Nullable Alarm alarm;
  private boolean closed;

  /**
   * Begins to check.
   *
   * @param timeout {@code inactivityTimeoutSeconds}.
   * @param period {@code inactivityCheckPeriodSeconds}: the least time between two looks.
   */
  public InactivityCheck(DeviceRegistry registry, Duration timeout, Duration period, Pulse pulse) {
    this.registry = registry;
    this.timeoutNanos = timeout.toNanos();
    this.period = period;
    this.pulse = pulse;
    registry.listen(this);
  }

  @Override
  public synchronized void online(Device device, String connector) {
    if (alarm == null && !closed) {
      arm(timeoutNanos);
    }
  }

  @Override
  public void offline(Device device) {
    // The next look finds nothing to do.
  }

  /** Stops checking. */
  @Override
  public synchronized void close() {
    closed = true;
    if (alarm != null) {
      alarm.cancel();
    }
  }

  private void look() {
    long now = pulse.nanos();
    long next = Long.MAX_VALUE;
    synchronized (this) {
      alarm = null;
    }
    for (Presence presence : registry.presences()) {
      if (!presence.reachable()) {
        continue;
      }
      long left = timeLeft(presence, now);
      if (left <= 0) {
        registry.offline(presence.device());
      } else {
        next = Math.min(next, left);
      }
    }
    rearm(next);
  }

  /** A device that was announced but has not reported yet is silent from its first look on. */
  private long timeLeft(Presence presence, long now) {
    if (!presence.everSeen()) {
      presence.seen(now, pulse.millis());
    }
    return timeoutNanos - (now - presence.seenNanos());
  }

  private synchronized void rearm(long nanos) {
    if (nanos == Long.MAX_VALUE || closed) {
      return;
    }
    if (alarm != null) {
      // Of a device that came while we looked: later than what was found.
      alarm.cancel();
    }
    arm(nanos);
  }

  private void arm(long nanos) {
    alarm = pulse.after(Duration.ofNanos(Math.max(nanos, period.toNanos())), this::look);
  }
}
