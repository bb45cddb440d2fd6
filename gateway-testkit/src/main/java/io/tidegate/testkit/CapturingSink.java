package io.tidegate.testkit;

import io.tidegate.connector.Rejection;
import io.tidegate.connector.Report;
import io.tidegate.connector.UplinkSink;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A sink that keeps what it is given, for assertions. */
public final class CapturingSink implements UplinkSink {

  private final BlockingQueue<UplinkRecord> records = new LinkedBlockingQueue<>();
  private final List<Rejection> rejected = new CopyOnWriteArrayList<>();
  private final Set<Device> online = ConcurrentHashMap.newKeySet();

  @Override
  public void accept(List<Report> reports) {
    reports.forEach(report -> records.add(report.record()));
  }

  @Override
  public void rejected(Rejection rejection) {
    rejected.add(rejection);
  }

  @Override
  public void online(Device device) {
    online.add(device);
  }

  @Override
  public void offline(Device device) {
    online.remove(device);
  }

  /** The next record, or a failure if none comes in time. */
  public UplinkRecord next(Duration patience) throws InterruptedException {
    UplinkRecord record = records.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (record == null) {
      throw new AssertionError("no record within " + patience);
    }
    return record;
  }

  /** All rejected readings, oldest first. */
  public List<Rejection> rejections() {
    return List.copyOf(rejected);
  }

  /** The devices that are online now. */
  public Set<Device> onlineDevices() {
    return Set.copyOf(online);
  }
}
