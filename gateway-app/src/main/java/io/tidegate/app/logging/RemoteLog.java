package io.tidegate.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lines that wait to be sent to the platform. Sending must never make lines that are sent: the
 * thread that sends is not heard, nor are the connection and other people's code below the levels
 * that they use when something is wrong.
 */
public final class RemoteLog {

  private static final int MOST_WAITING = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Deque<Line> waiting = new ArrayDeque<>();
  private volatile Level level = Level.OFF;
  private volatile Map<String, Level> connectors = Map.of();
  private volatile @Nullable Thread sender;
  private long lastTimestamp;
  private long lost;

  /**
   * A line on its way.
   *
   * @param timestamp milliseconds since the epoch; no two lines have the same, since the platform
   *     keeps one value of a key and time.
   * @param keys of the time series that it belongs to.
   */
  public record Line(long timestamp, List<String> keys, String text) {}

  /**
   * Takes what waits, at most so many, after a little while in which more may come; for one thread,
   * whose own lines are not heard.
   */
  public List<Line> take(int most, Duration gathering) throws InterruptedException {
    sender = Thread.currentThread();
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty()) {
        filled.await();
      }
      long left = gathering.toNanos();
      while (left > 0 && waiting.size() < most) {
        left = filled.awaitNanos(left);
      }
      List<Line> taken = new ArrayList<>();
      while (taken.size() < most && !waiting.isEmpty()) {
        taken.add(waiting.removeFirst());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Adds a line that is sent whatever the level. */
  void tell(String text) {
    add(System.currentTimeMillis(), List.of("LOGS"), text);
  }

  void level(Level wanted) {
    level = wanted;
  }

  /** The connectors whose lines are sent, with the level of each. */
  void connectors(Map<String, Level> wanted) {
    connectors = Map.copyOf(wanted);
  }

  void offer(ILoggingEvent event, LogSource source) {
    if (event.getLevel().isGreaterOrEqual(wanted(source))
        && !Thread.currentThread().equals(sender)) {
      add(event.getTimeStamp(), source.logKeys(), LineFormat.text(event, source));
    }
  }

  private Level wanted(LogSource source) {
    return switch (source.kind()) {
      case SERVICE, STORAGE, EXTENSION -> level;
      case CONNECTION -> atLeast(Level.INFO);
      case LIBRARY -> atLeast(Level.WARN);
      case CONNECTOR, CONVERTER -> connectors.getOrDefault(source.name(), Level.OFF);
    };
  }

  private Level atLeast(Level least) {
    Level wanted = level;
    return wanted.isGreaterOrEqual(least) ? wanted : least;
  }

  private void add(long timestamp, List<String> keys, String text) {
    lock.lock();
    try {
      if (waiting.size() >= MOST_WAITING) {
        lost++;
        return;
      }
      if (lost > 0) {
        String told = LineFormat.lost(timestamp, lost);
        lost = 0;
        waiting.add(new Line(next(timestamp), List.of("SERVICE_LOGS", "LOGS"), told));
      }
      waiting.add(new Line(next(timestamp), keys, text));
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  private long next(long timestamp) {
    lastTimestamp = Math.max(timestamp, lastTimestamp + 1);
    return lastTimestamp;
  }
}
