package io.tidegate.connector.mqtt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The topics that requests wait for answers on: one request at a time on each, in the order in
 * which they came, since nothing else tells whose answer a message is.
 */
final class ResponseTopics {

  /** So many topics are remembered, to know a late answer from a message that nobody asked for. */
  private static final int MOST_REMEMBERED = 1000;

  /** The requests of one topic. */
  static final class Line {

    private final String topic;
    private final Semaphore turn = new Semaphore(1, true);
    private int members;
    private volatile @Nullable CompletableFuture<byte[]> awaited;

    /** Whether the broker may have a subscription; for the one whose turn it is. */
    private volatile boolean subscribed;

    private Line(String topic) {
      this.topic = topic;
    }

    String topic() {
      return topic;
    }

    void awaitTurn() throws InterruptedException {
      turn.acquire();
    }

    void endTurn() {
      awaited = null;
      turn.release();
    }

    boolean isSubscribed() {
      return subscribed;
    }

    void subscribed(boolean now) {
      subscribed = now;
    }

    /** From now on the next message of the topic is the answer. */
    CompletableFuture<byte[]> answer() {
      CompletableFuture<byte[]> answer = new CompletableFuture<>();
      awaited = answer;
      return answer;
    }
  }

  private final Map<String, Line> lines = new ConcurrentHashMap<>();
  private final Map<String, Boolean> remembered = new LinkedHashMap<>();

  /** Joins the line of a topic; has to be left again. */
  Line join(String topic) {
    return lines.compute(
        topic,
        (_, present) -> {
          Line line = present == null ? new Line(topic) : present;
          line.members++;
          return line;
        });
  }

  /**
   * Leaves a line.
   *
   * @param unsubscribe done by the last one where there is a subscription, before the next request
   *     can begin a new line.
   */
  void leave(Line line, Consumer<String> unsubscribe) {
    remember(line.topic);
    lines.computeIfPresent(
        line.topic,
        (topic, present) -> {
          present.members--;
          if (present.members > 0) {
            return present;
          }
          if (present.subscribed) {
            unsubscribe.accept(topic);
          }
          return null;
        });
  }

  /** Hands a message to the request that waits for it, if there is one. */
  boolean offer(Incoming message) {
    Line line = lines.isEmpty() ? null : lines.get(message.reading().topic());
    CompletableFuture<byte[]> answer = line == null ? null : line.awaited;
    // A message that was kept was there before the request.
    return answer != null
        && message.kind() == Incoming.Kind.FRESH
        && answer.complete(message.reading().payload());
  }

  /** Whether somebody waits, or has lately waited, for messages of this topic. */
  boolean knows(String topic) {
    if (lines.containsKey(topic)) {
      return true;
    }
    synchronized (remembered) {
      return remembered.containsKey(topic);
    }
  }

  private void remember(String topic) {
    synchronized (remembered) {
      if (remembered.putIfAbsent(topic, true) == null && remembered.size() > MOST_REMEMBERED) {
        remembered.remove(remembered.keySet().iterator().next());
      }
    }
  }
}
