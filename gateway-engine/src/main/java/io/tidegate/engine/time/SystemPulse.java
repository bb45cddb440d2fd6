package io.tidegate.engine.time;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time of the machine. Its one thread sleeps until the next alarm. */
public final class SystemPulse implements Pulse, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SystemPulse.class);

  private final ScheduledThreadPoolExecutor alarms;

  /** Creates a pulse; its thread starts with the first alarm. */
  public SystemPulse() {
    alarms =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().name("pulse").daemon().unstarted(task));
    alarms.setRemoveOnCancelPolicy(true);
    alarms.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public long millis() {
    return System.currentTimeMillis();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Alarm after(Duration delay, Runnable task) {
    if (alarms.isShutdown()) {
      return () -> {};
    }
    Future<?> pending =
        alarms.schedule(() -> runGuarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> pending.cancel(false);
  }

  /** Forgets all alarms. */
  @Override
  public void close() {
    alarms.shutdownNow();
  }

  /** The executor would keep the exception to itself. */
  private static void runGuarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("Bug in a timed task", e);
    }
  }
}
