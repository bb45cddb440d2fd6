package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.thingsboard.Counters.Count;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server-side RPC calls and their replies. Safe for several threads. */
final class RpcCalls {

  /** A demo that runs for days must not keep all. */
  private static final int KEPT = 100_000;

  private final Counters counters;
  private final Map<Integer, Call> calls = new LinkedHashMap<>();
  private int lastId;

  RpcCalls(Counters counters) {
    this.counters = counters;
  }

  /** The number of a new call. */
  synchronized int next(String device) {
    lastId++;
    calls.put(lastId, new Call(device));
    calls.remove(lastId - KEPT);
    return lastId;
  }

  /** Takes a reply that a device has sent, asked or unasked. */
  void replied(String device, int id, RpcReply reply) {
    counters.add(Count.REPLIES, 1);
    Call call = find(id);
    if (call == null || !call.device.equals(device)) {
      counters.add(Count.UNASKED_REPLIES, 1);
      return;
    }
    call.replies.add(reply);
    if (call.replies.size() > 1) {
      counters.add(Count.DUPLICATE_REPLIES, 1);
    }
    call.replied.countDown();
  }

  RpcReply await(int id, Duration patience) throws InterruptedException {
    Call call = of(id);
    if (!call.replied.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("no reply to call " + id + " within " + patience);
    }
    return call.replies.getFirst();
  }

  List<RpcReply> replies(int id) {
    return List.copyOf(of(id).replies);
  }

  private Call of(int id) {
    Call call = find(id);
    if (call == null) {
      throw new IllegalArgumentException("no call " + id);
    }
    return call;
  }

  private synchronized @Nullable Call find(int id) {
    return calls.get(id);
  }

  private static final class Call {

    private final String device;
    private final List<RpcReply> replies = new CopyOnWriteArrayList<>();
    private final CountDownLatch replied = new CountDownLatch(1);

    Call(String device) {
      this.device = device;
    }
  }
}
