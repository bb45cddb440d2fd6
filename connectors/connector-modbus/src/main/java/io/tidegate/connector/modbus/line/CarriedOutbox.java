package io.tidegate.connector.modbus.line;

import io.tidegate.connector.Missed;
import io.tidegate.connector.Report;
import io.tidegate.connector.UplinkSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The outbox of a line that several units share: the line is not kept waiting until records are on
 * disk, and what was read meanwhile goes together. A thread is there only while there is something
 * to hand over.
 */
final class CarriedOutbox implements Outbox {

  /** More wait only if the log is full or the disk fails; then the line waits too. */
  private static final int MOST = 256;

  private static final long LAST_CHANCE_SECONDS = 5;

  private final String line;
  private final UplinkSink sink;
  private final Gathering gathering;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Report> waiting = new ArrayList<>();
  private @Nullable Thread carrier;
  private @Nullable RuntimeException failure;

  CarriedOutbox(String line, UplinkSink sink, Gathering gathering) {
    this.line = line;
    this.sink = sink;
    this.gathering = gathering;
  }

  @Override
  public void add(Report report) throws InterruptedException {
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
        carrier = Thread.ofVirtual().name("modbus-out " + line).start(this::carry);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(LAST_CHANCE_SECONDS);
      while (carrier != null && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      giveUp();
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void giveUp() {
    if (carrier != null) {
      carrier.interrupt();
    }
    if (!waiting.isEmpty()) {
      givenUp(waiting);
      waiting = new ArrayList<>();
    }
  }

  private void givenUp(List<Report> reports) {
    sink.missed(
        new Missed(
            line, "polls given up at the end", reports.size(), "the storage is full or slow"));
  }

  private void carry() {
    try {
      gathering.await();
      for (List<Report> batch = next(); !batch.isEmpty(); batch = next()) {
        handOver(batch);
      }
    } catch (InterruptedException e) {
      // Of no use after the end; before it, somebody would wait for this thread for ever.
      fail(new IllegalStateException("interrupted while records were handed over", e));
    } catch (RuntimeException e) {
      fail(e);
    } catch (Error e) {
      fail(new IllegalStateException(e));
      throw e;
    }
  }

  private void handOver(List<Report> batch) throws InterruptedException {
    try {
      sink.accept(batch);
    } catch (InterruptedException | RuntimeException | Error e) {
      givenUp(batch);
      throw e;
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
