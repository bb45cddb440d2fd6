package io.tidegate.engine.downlink;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Downlink.RpcRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the requests that wait take, all together. Attribute updates are not counted:
 * only the last value of each attribute waits.
 */
final class Load {

  /** In characters. Each request counts as a small one at least. */
  private static final long MOST = 4_000_000;

  private static final long SMALL = 400;

  private final AtomicLong waiting = new AtomicLong();

  /** Whether there is too much of it. */
  boolean isTooMuch() {
    return waiting.get() > MOST;
  }

  void enters(Downlink request) {
    waiting.addAndGet(weight(request));
  }

  void leaves(Downlink request) {
    waiting.addAndGet(-weight(request));
  }

  private static long weight(Downlink request) {
    return switch (request) {
      case RpcRequest rpc -> SMALL + rpc.method().length() + rpc.params().length();
      case ConnectorRequest rpc -> SMALL + rpc.method().length() + rpc.params().length();
      case AttributeUpdate _ -> 0;
    };
  }
}
