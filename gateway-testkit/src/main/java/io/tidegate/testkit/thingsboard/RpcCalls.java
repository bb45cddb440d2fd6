package io.tidegate.testkit.thingsboard;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The server-side RPC calls and their replies. */
final class RpcCalls {

  private final Map<Integer, CompletableFuture<String>> replies = new ConcurrentHashMap<>();
  private final AtomicInteger lastId = new AtomicInteger();

  int next() {
    int id = lastId.incrementAndGet();
    replies.put(id, new CompletableFuture<>());
    return id;
  }

  void replied(int id, String reply) {
    CompletableFuture<String> waiting = replies.get(id);
    if (waiting != null) {
      waiting.complete(reply);
    }
  }

  String await(int id, Duration patience) throws InterruptedException {
    CompletableFuture<String> waiting = replies.get(id);
    if (waiting == null) {
      throw new IllegalArgumentException("no call " + id);
    }
    try {
      return waiting.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no reply within " + patience, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a reply is only ever completed", e);
    }
  }
}
