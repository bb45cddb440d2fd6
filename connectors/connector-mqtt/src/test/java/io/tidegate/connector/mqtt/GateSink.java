package io.tidegate.connector.mqtt;

import io.tidegate.connector.Missed;
import io.tidegate.connector.Rejection;
import io.tidegate.connector.Report;
import io.tidegate.connector.UplinkSink;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.testkit.CapturingPlatform;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A log that can be stuck: {@code accept} waits until the gate is open. */
final class GateSink implements UplinkSink {

  private final CapturingPlatform platform = new CapturingPlatform();
  private final CountDownLatch gate;
  private final BlockingQueue<UplinkRecord> records = new LinkedBlockingQueue<>();
  private final BlockingQueue<UplinkRecord> offered = new LinkedBlockingQueue<>();
  private final BlockingQueue<Rejection> rejections = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  /** Counted down by the first record that waits at the gate. */
  final CountDownLatch reached = new CountDownLatch(1);

  private GateSink(int closed) {
    this.gate = new CountDownLatch(closed);
  }

  static GateSink open() {
    return new GateSink(0);
  }

  static GateSink closed() {
    return new GateSink(1);
  }

  void openGate() {
    gate.countDown();
  }

  @Override
  public void accept(List<Report> reports) throws InterruptedException {
    reports.forEach(report -> offered.add(report.record()));
    reached.countDown();
    gate.await();
    for (Report report : reports) {
      records.add(report.record());
      events.add("data " + report.record().device().name());
    }
  }

  @Override
  public void rejected(Rejection rejection) {
    rejections.add(rejection);
  }

  @Override
  public void missed(Missed missed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CapturingPlatform platform() {
    return platform;
  }

  @Override
  public void online(Device device) {
    events.add("online " + device.name());
  }

  @Override
  public void offline(Device device) {
    events.add("offline " + device.name());
  }

  UplinkRecord nextRecord() throws InterruptedException {
    return next(records);
  }

  /** The next that has come to the gate, and perhaps waits there. */
  UplinkRecord nextOffered() throws InterruptedException {
    return next(offered);
  }

  Rejection nextRejection() throws InterruptedException {
    return next(rejections);
  }

  String nextEvent() throws InterruptedException {
    return next(events);
  }

  /** The whole number in the first point of the next record. */
  long nextNumber() throws InterruptedException {
    DataPoint point = nextRecord().points().getFirst();
    return point.value() instanceof Value.Int(long number) ? number : -1;
  }

  boolean hasRejections() {
    return !rejections.isEmpty();
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came within 30 s");
    }
    return next;
  }
}
