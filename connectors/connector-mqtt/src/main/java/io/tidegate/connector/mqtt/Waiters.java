package io.tidegate.connector.mqtt;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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
    untilEnd(future);
    try {
      return LinkFutures.result(future, action, limit);
    } catch (CancellationException e) {
      Throwable cause = end;
      throw new IOException(
          action + ": " + (cause == null ? "cancelled" : LinkFutures.reason(cause)), cause);
    } finally {
      future.cancel(true);
    }
  }

  /** Asks the broker for something, and waits for its answer. */
  <T> T ask(String action, Supplier<CompletableFuture<T>> question)
      throws IOException, InterruptedException {
    checkOpen(action);
    try {
      return await(question.get(), action, BROKER);
    } catch (TimeoutException e) {
      throw new IOException(
          action + ": no answer of the broker within " + BROKER.toSeconds() + " s", e);
    }
  }

  /** Asks the broker for something, and does not wait. */
  CompletableFuture<?> begin(String action, Supplier<? extends CompletableFuture<?>> question) {
    try {
      checkOpen(action);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    CompletableFuture<?> answer = question.get();
    untilEnd(answer);
    return answer;
  }

  /**
   * Sees to it that a future is cancelled when the connection ends: one that the library leaves
   * open would keep its event loop for ever.
   */
  private void untilEnd(CompletableFuture<?> future) {
    Long key = next.incrementAndGet();
    waitedFor.put(key, future);
    var _ = future.whenComplete((_, _) -> waitedFor.remove(key));
    if (end != null) {
      future.cancel(true);
    }
  }

  /** Asked on an ended connection, the library would start an event loop that nobody ends. */
  private void checkOpen(String action) throws IOException {
    Throwable cause = end;
    if (cause != null) {
      throw new IOException(action + ": " + LinkFutures.reason(cause), cause);
    }
  }

  /** The connection has ended: nothing more will come. */
  synchronized void end(Throwable cause) {
    if (end == null) {
      end = cause;
    }
    waitedFor.values().forEach(future -> future.cancel(true));
  }
}
