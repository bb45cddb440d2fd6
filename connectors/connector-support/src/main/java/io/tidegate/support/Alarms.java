package io.tidegate.support;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Wakes threads at a time. For each timed wait of a virtual thread the JDK wakes a thread of its
 * own, twice if what is waited for comes before; where hundreds wait each second, that costs more
 * than all they do. Here only what is due next counts, and what is due together is done together.
 *
 * <p>The one thread of it starts with the first alarm, and ends when there was none for a while.
 */
public final class Alarms {

  private static final long IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor timer;

  /** Creates it; its thread will have this name. */
  public Alarms(String thread) {
    timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name(thread).daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  /** A task that waits for its time. */
  public static final class Alarm {

    private final Future<?> pending;

    private Alarm(Future<?> pending) {
      this.pending = pending;
    }

    /** Makes the task not run any more, unless it has begun. */
    public void cancel() {
      pending.cancel(false);
    }
  }

  /** Runs a task once after so many nanoseconds, on the thread of all: it must not block. */
  public Alarm after(long nanos, Runnable task) {
    return new Alarm(timer.schedule(task, nanos, TimeUnit.NANOSECONDS));
  }
}
