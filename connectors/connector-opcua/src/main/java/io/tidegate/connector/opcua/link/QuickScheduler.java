package io.tidegate.connector.opcua.link;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The scheduler of one client. The library doubles its pauses between attempts to reconnect up to
 * 16 s; here none is longer than a second, since to ask a server that is away costs next to
 * nothing, and its return is to be noticed soon. Nothing else is scheduled once.
 */
final class QuickScheduler extends ScheduledThreadPoolExecutor {

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  QuickScheduler() {
    super(1, Thread.ofVirtual().name("opcua-scheduler").factory());
    setRemoveOnCancelPolicy(true);
    // The library may still want to try again when it has been told to end.
    setRejectedExecutionHandler(new DiscardPolicy());
    setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return super.schedule(command, capped(delay, unit), TimeUnit.NANOSECONDS);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return super.schedule(callable, capped(delay, unit), TimeUnit.NANOSECONDS);
  }

  private static long capped(long delay, TimeUnit unit) {
    return Math.min(unit.toNanos(delay), LONGEST_NANOS);
  }
}
