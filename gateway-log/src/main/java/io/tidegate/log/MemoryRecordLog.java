package io.tidegate.log;

import io.tidegate.log.LogListener.DropReason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A log that ends with its process. Keeps the contract of {@link RecordLog}, counts in entries
 * where others count in bytes, and calls its listener from the threads that call it.
 *
 * @param <T> what is stored.
 */
public final class MemoryRecordLog<T> implements RecordLog<T> {

  private final int capacity;
  private final WhenFull whenFull;
  private final long maxAgeNanos;
  private final Told<T> told;
  private final LogClock clock;
  private final EntryRing<T> ring;

  /** Appends that wait for room, in their order. */
  private final Deque<Object> turns = new ArrayDeque<>();

  private boolean closed;

  /**
   * Creates an empty log.
   *
   * @param capacity how many values it may hold.
   * @param maxAge how long a value is kept if it is not delivered; null for no limit. Looked at
   *     whenever the log is used.
   */
  public MemoryRecordLog(
      int capacity, WhenFull whenFull, @Nullable Duration maxAge, LogListener<T> listener) {
    this(capacity, whenFull, maxAge, listener, LogClock.SYSTEM);
  }

  MemoryRecordLog(
      int capacity,
      WhenFull whenFull,
      @Nullable Duration maxAge,
      LogListener<T> listener,
      LogClock clock) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
    }
    this.capacity = capacity;
    this.whenFull = whenFull;
    this.maxAgeNanos = maxAge == null ? Long.MAX_VALUE : maxAge.toNanos();
    this.told = new Told<>(listener);
    this.clock = clock;
    this.ring = new EntryRing<>(capacity);
  }

  @Override
  public synchronized long append(List<T> values) throws IOException, InterruptedException {
    requireOpen();
    if (values.size() > capacity) {
      throw new IllegalArgumentException(
          "%,d values never fit into a log of %,d".formatted(values.size(), capacity));
    }
    expire();
    if (!makeRoom(values.size())) {
      told.dropped(values, DropReason.QUOTA);
      return ring.end();
    }
    long now = clock.nanos();
    for (T value : values) {
      ring.add(value, now);
    }
    notifyAll();
    return ring.end();
  }

  /** False if the values are to be dropped. */
  private boolean makeRoom(int count) throws IOException, InterruptedException {
    return switch (whenFull) {
      case DROP_OLDEST -> {
        int excess = ring.size() + count - capacity;
        if (excess > 0) {
          told.dropped(ring.removeFirst(excess), DropReason.QUOTA);
        }
        yield true;
      }
      case DROP_NEWEST -> ring.size() + count <= capacity;
      case BLOCK -> {
        awaitRoom(count);
        yield true;
      }
    };
  }

  private void awaitRoom(int count) throws IOException, InterruptedException {
    Object turn = new Object();
    turns.add(turn);
    try {
      while (!turn.equals(turns.peek()) || ring.size() + count > capacity) {
        wait();
        requireOpen();
      }
    } finally {
      turns.remove(turn);
      notifyAll();
    }
  }

  private void expire() {
    if (maxAgeNanos == Long.MAX_VALUE) {
      return;
    }
    int old = ring.olderThan(clock.nanos() - maxAgeNanos);
    if (old > 0) {
      told.dropped(ring.removeFirst(old), DropReason.AGE);
      notifyAll();
    }
  }

  @Override
  public synchronized boolean await(long offset, Duration wait)
      throws IOException, InterruptedException {
    Patience patience = new Patience(wait);
    requireOpen();
    expire();
    while (Math.max(offset, ring.first()) >= ring.end()) {
      long left = patience.left();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
      requireOpen();
    }
    return true;
  }

  @Override
  public synchronized List<Entry<T>> read(long offset, int maxEntries, int maxBytes, Duration wait)
      throws IOException, InterruptedException {
    if (maxEntries < 1) {
      throw new IllegalArgumentException("maxEntries must be at least 1: " + maxEntries);
    }
    if (!await(offset, wait)) {
      return List.of();
    }
    List<Entry<T>> entries = new ArrayList<>();
    long at = Math.max(offset, ring.first());
    while (at < ring.end() && entries.size() < maxEntries) {
      entries.add(new Entry<>(at, ring.get(at)));
      at++;
    }
    return entries;
  }

  @Override
  public synchronized long committed() {
    return ring.first();
  }

  @Override
  public synchronized long end() {
    return ring.end();
  }

  @Override
  public synchronized long commit(long offset) throws IOException {
    requireOpen();
    if (offset > ring.end()) {
      throw new IllegalArgumentException(
          "can't commit " + offset + ": the log ends at " + ring.end());
    }
    long before = ring.first();
    if (offset > before) {
      ring.forgetFirst((int) (offset - before));
      notifyAll();
    }
    return before;
  }

  /** Its bytes and its quota are numbers of entries. */
  @Override
  public synchronized Usage usage() {
    expire();
    return new Usage(ring.size(), ring.size(), capacity);
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the log is closed");
    }
  }
}
