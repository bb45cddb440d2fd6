package io.tidegate.connector.mqtt;

/**
 * Where everything of one connection arrives. An answer that somebody waits for reaches him at
 * once, however much waits in the inbox; it goes there too, since a mapping may want it as well.
 */
record Reception(Inbox inbox, ResponseTopics responses, Waiters waiters) implements LinkListener {

  @Override
  public void received(Incoming message) {
    inbox.put(responses.offer(message) ? message.asAnswer() : message);
  }

  @Override
  public void ended(Throwable cause) {
    // First: whoever learns it from the inbox must not begin anything.
    waiters.end(cause);
    inbox.end(cause);
  }
}
