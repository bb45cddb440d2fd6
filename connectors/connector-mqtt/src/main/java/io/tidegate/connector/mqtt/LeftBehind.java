package io.tidegate.connector.mqtt;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Response topics that the broker may have subscriptions for. Where it keeps the session, they are
 * still there after a lost connection, and have to be ended on the next one.
 */
final class LeftBehind {

  private final Set<String> topics = ConcurrentHashMap.newKeySet();

  void remember(String topic) {
    topics.add(topic);
  }

  /** Forgets a topic once the broker has confirmed that its subscription has ended. */
  void forget(String topic, CompletableFuture<?> unsubscribed) {
    var _ =
        unsubscribed.whenComplete((_, failure) -> {
          if (failure == null) {
            topics.remove(topic);
          }
        });
  }

  /** Takes what the connection before has left. */
  List<String> take() {
    List<String> taken = List.copyOf(topics);
    topics.clear();
    return taken;
  }
}
