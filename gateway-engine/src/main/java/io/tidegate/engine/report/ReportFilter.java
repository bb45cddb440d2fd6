package io.tidegate.engine.report;

import io.tidegate.connector.Report;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.ReportStrategy.OnReceived;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.engine.report.DeviceMemory.Resolver;
import io.tidegate.engine.time.Pulse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The report strategies of one connector. Remembers values only where a strategy needs them, and
 * only as long as it says. Safe for use by several threads; devices do not wait for each other.
 */
public final class ReportFilter implements AutoCloseable {

  private static final long FORGET_EVERY_NANOS = 60_000_000_000L;

  private final boolean everything;
  private final ReportStrategy otherwise;
  private final Pulse pulse;
  private final Repeats repeats;
  private final Capacity capacity;
  private final Map<String, DeviceMemory> devices = new ConcurrentHashMap<>();
  private final AtomicLong lookedForForgotten;

  /**
   * Creates a filter that remembers nothing.
   *
   * @param sink takes what the periodic strategies repeat.
   */
  public ReportFilter(ReportPolicy policy, RepeatSink sink, Pulse pulse) {
    this(policy, sink, pulse, Capacity.ofHeap());
  }

  ReportFilter(ReportPolicy policy, RepeatSink sink, Pulse pulse, Capacity capacity) {
    this.capacity = capacity;
    switch (policy) {
      case ReportPolicy.Everything _ -> {
        everything = true;
        otherwise = new OnReceived();
      }
      case ReportPolicy.Otherwise(ReportStrategy strategy) -> {
        everything = false;
        otherwise = strategy;
      }
    }
    this.pulse = pulse;
    this.repeats = new Repeats(sink, pulse);
    this.lookedForForgotten = new AtomicLong(pulse.nanos());
  }

  /** Begins a hand-over, which ends with {@link Admission#stored} or {@link Admission#lost}. */
  public Admission begin() {
    return new Admission(this);
  }

  /** The part of a record that is to be reported, or null if nothing of it is. */
  public @Nullable UplinkRecord admit(Report report, Source source, Admission admission)
      throws InterruptedException {
    if (everything) {
      return report.record();
    }
    Resolver strategies = new Resolver(report.strategies(), otherwise);
    if (strategies.admitEverything()) {
      return report.record();
    }
    long nanos = pulse.nanos();
    forgetNowAndThen(nanos);
    while (true) {
      String name = report.record().device().name();
      if (capacity.isFull() && !devices.containsKey(name)) {
        return report.record();
      }
      DeviceMemory device =
          devices.computeIfAbsent(name, _ -> new DeviceMemory(report.record().device(), capacity));
      synchronized (device) {
        if (!device.gone()) {
          boolean starts = device.startsBeingReadBy(source);
          UplinkRecord admitted = device.admit(report.record(), strategies, nanos, admission);
          if (starts) {
            repeats.schedule(device);
          }
          return admitted;
        }
      }
    }
  }

  /** A device can't be read: nothing of it is repeated before its next reading. */
  public void unreachable(Device device) {
    DeviceMemory memory = devices.get(device.name());
    if (memory != null) {
      memory.unreachable();
    }
  }

  /** The platform has nothing of a device any more: whatever is read next of it is news. */
  public void forgotten(Device device) {
    DeviceMemory memory = devices.get(device.name());
    if (memory != null) {
      memory.forgotten();
    }
  }

  /** The log has dropped a record; its values do not count as reported. */
  public void dropped(UplinkRecord record) {
    DeviceMemory memory = devices.get(record.device().name());
    if (memory != null) {
      memory.dropped(record.points());
    }
  }

  /** How many devices something is remembered of. */
  public int remembered() {
    return devices.size();
  }

  /** Ends the repetitions. */
  @Override
  public void close() {
    repeats.close();
  }

  long nanos() {
    return pulse.nanos();
  }

  void schedule(DeviceMemory device) {
    repeats.schedule(device);
  }

  private void forgetNowAndThen(long nanos) {
    long last = lookedForForgotten.get();
    if (nanos - last < FORGET_EVERY_NANOS || !lookedForForgotten.compareAndSet(last, nanos)) {
      return;
    }
    devices.values().removeIf(device -> device.forget(nanos));
  }
}
