package io.tidegate.app.telemetry;

import io.tidegate.app.logging.RemoteLog;
import io.tidegate.app.logging.RemoteLog.Line;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.OwnTelemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Sends log lines, a few at a time, each batch once the one before is answered. */
final class RemoteLogSender implements AutoCloseable {

  private static final int BATCH = 20;
  private static final Duration GATHERING = Duration.ofMillis(250);
  private static final Duration THROTTLED = Duration.ofSeconds(5);

  private final OwnChannel channel;
  private final RemoteLog lines;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private long connections;

  RemoteLogSender(OwnChannel channel, RemoteLog lines) {
    this.channel = channel;
    this.lines = lines;
    this.thread = Thread.ofVirtual().name("remote-logging").start(this::run);
  }

  void connected() {
    lock.lock();
    try {
      connections++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        send(lines.take(BATCH, GATHERING).stream().map(RemoteLogSender::telemetry).toList());
      }
    } catch (InterruptedException e) {
      // The gateway stops.
    }
  }

  /** Lines that were sent when the connection broke may come twice, with the same time. */
  private void send(List<OwnTelemetry> batch) throws InterruptedException {
    while (true) {
      long before = connections();
      try {
        // What is refused is not told in the log: that would be one more line to be refused.
        if (!(channel.tell(batch) instanceof Outcome.Throttled)) {
          return;
        }
        // There is nothing to wait for: the platform does not tell when it takes more.
        Thread.sleep(THROTTLED);
      } catch (IOException e) {
        awaitConnection(before);
      }
    }
  }

  private long connections() {
    lock.lock();
    try {
      return connections;
    } finally {
      lock.unlock();
    }
  }

  private void awaitConnection(long before) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (connections == before) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static OwnTelemetry telemetry(Line line) {
    Value.Text text = new Value.Text(line.text());
    return new OwnTelemetry(
        line.timestamp(),
        line.keys().stream().map(key -> DataPoint.timeseries(key, text)).toList());
  }
}
