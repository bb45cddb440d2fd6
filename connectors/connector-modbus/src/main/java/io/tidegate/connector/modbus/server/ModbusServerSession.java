package io.tidegate.connector.modbus.server;

import io.tidegate.connector.ConversionException;
import io.tidegate.connector.Downlink;
import io.tidegate.connector.Rejection;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Report;
import io.tidegate.connector.ReportStrategies;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.server.ServedTags.Reported;
import io.tidegate.connector.modbus.wire.Listener;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.support.ReceiveClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** An open port: reports what is written at once, and everything once per period. */
final class ModbusServerSession implements Session {

  private final Device device;
  private final Duration period;
  private final ServedTags tags;
  private final Listener listener;
  private final Changes changes;
  private final UplinkSink sink;
  private final ServerDownlinks downlinks;
  private final ReportStrategies strategies;
  private final ReceiveClock clock = new ReceiveClock();

  ModbusServerSession(
      Device device,
      Duration period,
      ServedTags tags,
      Listener listener,
      Changes changes,
      ServerDownlinks downlinks,
      UplinkSink sink) {
    this.device = device;
    this.period = period;
    this.tags = tags;
    this.listener = listener;
    this.changes = changes;
    this.sink = sink;
    this.downlinks = downlinks;
    this.strategies = tags.strategies();
  }

  /** Notes which tags a writing concerns. */
  static void note(List<Reported> reported, Table table, int from, int count, Changes changes) {
    BitSet touched = new BitSet();
    for (int i = 0; i < reported.size(); i++) {
      if (reported.get(i).overlaps(table, from, count)) {
        touched.set(i);
      }
    }
    if (!touched.isEmpty()) {
      changes.add(touched);
    }
  }

  @Override
  public void run() throws IOException, InterruptedException {
    Thread.ofVirtual().name("modbus-server-end").start(this::awaitEnd);
    sink.online(device);
    downlinks.opened();
    try {
      reportForEver();
    } finally {
      downlinks.closed();
      sink.offline(device);
    }
  }

  private void reportForEver() throws IOException, InterruptedException {
    BitSet all = new BitSet();
    all.set(0, tags.reported().size());
    long due = System.nanoTime();
    while (true) {
      BitSet changed = changes.await(due);
      long now = System.nanoTime();
      if (now - due >= 0) {
        report(all);
        // A period that was missed is not made up for.
        due += Math.max(1, (now - due) / period.toNanos() + 1) * period.toNanos();
      } else {
        report(changed);
      }
    }
  }

  private void awaitEnd() {
    try {
      listener.awaitEnd();
      changes.end(null);
    } catch (IOException e) {
      changes.end(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(BitSet which) throws InterruptedException {
    List<DataPoint> points = new ArrayList<>(which.cardinality());
    for (int i = which.nextSetBit(0); i >= 0; i = which.nextSetBit(i + 1)) {
      Reported tag = tags.reported().get(i);
      try {
        byte[] data = tags.memory().read(tag.table(), tag.address(), tag.decoder().objects());
        Value value = tag.decoder().decode(data, 0);
        if (value != null) {
          points.add(new DataPoint(tag.kind(), tag.key(), value));
        }
      } catch (ConversionException e) {
        sink.rejected(Rejection.of(device.name() + " " + tag.key(), e));
      }
    }
    if (!points.isEmpty()) {
      long now = System.currentTimeMillis();
      UplinkRecord record = new UplinkRecord(device, clock.next(device.name(), now), points);
      sink.accept(List.of(new Report(record, strategies, now)));
    }
  }

  @Override
  public Reply handle(Downlink request) throws IOException, InterruptedException {
    return downlinks.handle(request);
  }

  @Override
  public List<String> sharedAttributes(Device concerned) {
    return List.copyOf(tags.updates().keySet());
  }

  @Override
  public void close() {
    listener.close();
  }
}
