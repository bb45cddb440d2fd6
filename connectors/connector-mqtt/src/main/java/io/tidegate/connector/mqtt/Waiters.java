package io.tidegate.connector.mqtt;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for the broker or for a device. The end of the connection ends their waiting:
 * the client library leaves its futures open where the broker keeps the session.
 */
final class Waiters {

  /** A broker that takes longer is as good as gone. */
  private static final Duration BROKER = Duration.ofSeconds(10);

  private final Map<Long, CompletableFuture<?>> waitedFor = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();
  private volatile @Nullable Throwable end;

  /**
   * Waits for a result; one that nobody waits for any more is cancelled.
   *
   * @param action what is done, for the message.
   * @throws TimeoutException if there is none within the limit.
   * @throws IOException if it failed, or the connection has ended.
   */
  <T> T await(CompletableFuture<T> future, String action, Duration limit)
      throws IOException, InterruptedException, TimeoutException {
    Long key = next.incrementAndGet();
    waitedFor.put(key, future);
    try {
      Throwable cause = end;
      if (cause != null) {
        future.completeExceptionally(cause);
      }
      return LinkFutures.result(future, action, limit);
    } finally {
      waitedFor.remove(key);
      future.cancel(true);
    }
  }

  /** Waits for an answer of the broker. */
  <T> T await(CompletableFuture<T> future, String action) throws IOException, InterruptedException {
    try {
      return await(future, action, BROKER);
    } catch (TimeoutException e) {
      throw new IOException(
          action + ": no answer of the broker within " + BROKER.toSeconds() + " s", e);
    }
  }

  /** The connection has ended: nothing more will come. */
  void end(Throwable cause) {
    end = cause;
    waitedFor.values().forEach(future -> future.completeExceptionally(cause));
  }
}
