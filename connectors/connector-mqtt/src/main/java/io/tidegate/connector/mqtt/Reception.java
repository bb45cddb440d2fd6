package io.tidegate.connector.mqtt;

import io.tidegate.connector.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Where everything of one connection arrives. An answer that somebody waits for reaches him at
 * once, however much waits in the inbox; it goes there too, since a mapping may want it as well.
 */
record Reception(Inbox inbox, ResponseTopics responses, Waiters waiters) implements LinkListener {

  @Override
  public void received(Incoming message) {
    inbox.put(responses.offer(message) ? message.asAnswer() : message);
  }

  /** What is to be told of a message that no mapping and no request of a device matches. */
  @Nullable Rejection unrouted(Incoming message) {
    String topic = message.reading().topic();
    boolean response = responses.knows(topic);
    return switch (message.kind()) {
      case ANSWER -> null;
      case RETAINED -> response ? null : noMapping(topic);
      case FRESH ->
          response
              ? new Rejection(
                  topic, "late response", "no request waits any more for a response on " + topic)
              : noMapping(topic);
    };
  }

  private static Rejection noMapping(String topic) {
    return new Rejection(topic, "no mapping", "no mapping matches " + topic);
  }

  @Override
  public void ended(Throwable cause) {
    // First: whoever learns it from the inbox must not begin anything.
    waiters.end(cause);
    inbox.end(cause);
  }
}
