package io.tidegate.testkit;

import io.tidegate.connector.Missed;
import io.tidegate.connector.Rejection;
import io.tidegate.connector.Report;
import io.tidegate.connector.UplinkSink;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A sink that keeps what it is given, for assertions, and can be slow or broken on demand. */
public final class CapturingSink implements UplinkSink {

  private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
  private final List<Rejection> rejected = new CopyOnWriteArrayList<>();
  private final List<Missed> missed = new CopyOnWriteArrayList<>();
  private final CapturingPlatform platform = new CapturingPlatform();
  private final Set<Device> online = ConcurrentHashMap.newKeySet();
  private final ReentrantLock gate = new ReentrantLock();
  private final Condition moved = gate.newCondition();
  private boolean blocked;
  private int waiting;
  private volatile @Nullable String failure;

  @Override
  public void accept(List<Report> given) throws InterruptedException {
    passTheGate();
    String reason = failure;
    if (reason != null) {
      throw new IllegalStateException(reason);
    }
    reports.addAll(given);
  }

  private void passTheGate() throws InterruptedException {
    gate.lock();
    try {
      waiting++;
      moved.signalAll();
      while (blocked) {
        moved.await();
      }
    } finally {
      waiting--;
      gate.unlock();
    }
  }

  @Override
  public void rejected(Rejection rejection) {
    rejected.add(rejection);
  }

  @Override
  public void missed(Missed more) {
    missed.add(more);
  }

  @Override
  public void online(Device device) {
    online.add(device);
  }

  @Override
  public void offline(Device device) {
    online.remove(device);
  }

  @Override
  public CapturingPlatform platform() {
    return platform;
  }

  /** Makes {@link #accept} wait from now on, as a full log does. */
  public void block() {
    gate.lock();
    try {
      blocked = true;
    } finally {
      gate.unlock();
    }
  }

  /** Waits until so many threads wait in {@link #accept}. */
  public void awaitBlocked(int threads, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    gate.lock();
    try {
      while (waiting < threads) {
        if (left <= 0) {
          throw new AssertionError(waiting + " threads wait and not " + threads);
        }
        left = moved.awaitNanos(left);
      }
    } finally {
      gate.unlock();
    }
  }

  /** Lets {@link #accept} go on. */
  public void unblock() {
    gate.lock();
    try {
      blocked = false;
      moved.signalAll();
    } finally {
      gate.unlock();
    }
  }

  /** Makes {@link #accept} throw from now on, as only a bug does. */
  public void fail(String reason) {
    failure = reason;
  }

  /** Makes {@link #accept} work again. */
  public void heal() {
    failure = null;
  }

  /** The next record, or a failure if none comes in time. */
  public UplinkRecord next(Duration patience) throws InterruptedException {
    return nextReport(patience).record();
  }

  /** The next record with its report strategies, or a failure if none comes in time. */
  public Report nextReport(Duration patience) throws InterruptedException {
    Report report = reports.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (report == null) {
      throw new AssertionError("no record within " + patience + "; rejected: " + rejected);
    }
    return report;
  }

  /** Takes the records that are there now, in their order. */
  public List<UplinkRecord> drain() {
    List<Report> taken = new ArrayList<>();
    reports.drainTo(taken);
    return taken.stream().map(Report::record).toList();
  }

  /** The number of records that nobody has taken yet. */
  public int size() {
    return reports.size();
  }

  /** All rejected readings, oldest first. */
  public List<Rejection> rejections() {
    return List.copyOf(rejected);
  }

  /** All readings that were never made, in the order in which they were told. */
  public List<Missed> missed() {
    return List.copyOf(missed);
  }

  /** The devices that are online now. */
  public Set<Device> onlineDevices() {
    return Set.copyOf(online);
  }
}
