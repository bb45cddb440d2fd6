package io.tidegate.connector.modbus.line;

import io.tidegate.connector.Report;
import io.tidegate.connector.UplinkSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way to the gateway's log: the line is not kept waiting until they are on disk,
 * and what was read meanwhile goes together. A thread is there only while there is something to
 * hand over.
 */
final class Outbox {

  /** More wait only if the log is full or the disk fails; then the line waits too. */
  private static final int MOST = 256;

  private static final long LAST_CHANCE_SECONDS = 5;

  private final @Nullable String name;
  private final boolean gathers;
  private final Gathering gathering;
  private final UplinkSink sink;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Report> waiting = new ArrayList<>();
  private @Nullable Thread carrier;
  private @Nullable RuntimeException failure;

  private Outbox(
      @Nullable String name, UplinkSink sink, Duration shortestPeriod, Gathering gathering) {
    this.name = name;
    this.gathering = gathering;
    this.gathers = Beat.suits(shortestPeriod);
    this.sink = sink;
  }

  /** Of a line that several units share. */
  static Outbox beside(String line, UplinkSink sink, Duration shortestPeriod, Gathering gathering) {
    return new Outbox(line, sink, shortestPeriod, gathering);
  }

  /** Of a line that nobody else waits for: hands over itself, and needs no thread. */
  static Outbox direct(UplinkSink sink, Duration shortestPeriod, Gathering gathering) {
    return new Outbox(null, sink, shortestPeriod, gathering);
  }

  /** Takes a record; waits while there are too many. */
  void add(Report report) throws InterruptedException {
    if (name == null) {
      awaitOthers();
      sink.accept(List.of(report));
    } else {
      enqueue(report);
    }
  }

  private void enqueue(Report report) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.size() >= MOST && failure == null) {
        changed.await();
      }
      if (failure != null) {
        throw failure;
      }
      waiting.add(report);
      if (carrier == null) {
        carrier = Thread.ofVirtual().name("modbus-out " + name).start(this::carry);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits a while for what is on its way, and gives it up then. */
  void close() {
    boolean interrupted = Thread.interrupted();
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(LAST_CHANCE_SECONDS);
      while (carrier != null && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (carrier != null) {
        carrier.interrupt();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void carry() {
    try {
      awaitOthers();
      for (List<Report> batch = next(); !batch.isEmpty(); batch = next()) {
        sink.accept(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void awaitOthers() throws InterruptedException {
    if (gathers) {
      gathering.await();
    }
  }

  private List<Report> next() {
    lock.lock();
    try {
      List<Report> batch = waiting;
      if (batch.isEmpty()) {
        carrier = null;
      } else {
        waiting = new ArrayList<>();
      }
      changed.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** The session meets it and ends, as it would if it had called itself. */
  private void fail(RuntimeException cause) {
    lock.lock();
    try {
      failure = cause;
      carrier = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
