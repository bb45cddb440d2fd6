package io.tidegate.engine.report;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.engine.time.Pulse;
import io.tidegate.engine.time.Pulse.Alarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats values when their period is over. One alarm is set for the earliest turn of all devices;
 * nothing runs in between.
 */
final class Repeats implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ReportFilter.class);

  private final RepeatSink sink;
  private final Pulse pulse;
  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(Comparator.comparingLong(Turn::due));

  private @Nullable Alarm alarm;
  private long alarmAt = PointMemory.NEVER;
  private @Nullable Thread running;
  private boolean closed;

  Repeats(RepeatSink sink, Pulse pulse) {
    this.sink = sink;
    this.pulse = pulse;
  }

  /** Gives a device its next turn. */
  void schedule(DeviceMemory device) {
    long due = device.schedule();
    if (due != PointMemory.NEVER) {
      add(new Turn(device, due));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (alarm != null) {
      alarm.cancel();
    }
    if (running != null) {
      running.interrupt();
    }
  }

  private synchronized void add(Turn turn) {
    turns.add(turn);
    arm();
  }

  /** While a thread repeats, no alarm is set: it looks again when it has done. */
  private void arm() {
    Turn next = turns.peek();
    if (next == null || next.due >= alarmAt || running != null || closed) {
      return;
    }
    if (alarm != null) {
      alarm.cancel();
    }
    alarmAt = next.due;
    alarm = pulse.after(Duration.ofNanos(Math.max(0, next.due - pulse.nanos())), this::start);
  }

  private synchronized void start() {
    if (!closed && running == null) {
      running = Thread.ofVirtual().name("repeat").start(this::run);
    }
  }

  private void run() {
    try {
      repeat(takeDue());
    } catch (InterruptedException e) {
      // Closing: nothing is repeated any more.
    } catch (RuntimeException e) {
      log.error("Bug while values were repeated", e);
    } finally {
      done();
    }
  }

  private synchronized void done() {
    running = null;
    alarm = null;
    alarmAt = PointMemory.NEVER;
    arm();
  }

  private synchronized List<Turn> takeDue() {
    List<Turn> due = new ArrayList<>();
    long now = pulse.nanos();
    for (Turn next = turns.peek(); next != null && next.due <= now; next = turns.peek()) {
      due.add(turns.remove());
    }
    return due;
  }

  private void repeat(List<Turn> due) throws InterruptedException {
    try {
      store(takeTurns(due));
    } finally {
      // Whatever has happened: new readings of these devices wait for it.
      due.forEach(turn -> turn.device.notRepeated());
      due.forEach(turn -> schedule(turn.device));
    }
  }

  private List<Repeat> takeTurns(List<Turn> due) {
    List<Repeat> repeats = new ArrayList<>();
    long nanos = pulse.nanos();
    for (Turn turn : due) {
      List<DataPoint> points = turn.device.takeTurn(turn.due, nanos);
      if (!points.isEmpty()) {
        Device device = turn.device.device();
        repeats.add(new Repeat(turn.device, new UplinkRecord(device, pulse.millis(), points)));
      }
    }
    return repeats;
  }

  private void store(List<Repeat> repeats) throws InterruptedException {
    if (repeats.isEmpty()) {
      return;
    }
    sink.repeat(repeats.stream().map(Repeat::record).toList());
    long nanos = pulse.nanos();
    repeats.forEach(repeat -> repeat.device.repeated(repeat.record.points(), nanos));
  }

  private record Turn(DeviceMemory device, long due) {}

  private record Repeat(DeviceMemory device, UplinkRecord record) {}
}
