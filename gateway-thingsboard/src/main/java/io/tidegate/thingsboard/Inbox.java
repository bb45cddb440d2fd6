package io.tidegate.thingsboard;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the platform sends off the network thread, which must not block, and hands it over one
 * by one in its order.
 */
final class Inbox implements MqttLink.Events {

  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  /** Far more than the platform sends; beyond it someone floods us. */
  private static final int CAPACITY = 10_000;

  private static final int CAPACITY_BYTES = 8 << 20;

  private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>(CAPACITY);
  private final AtomicInteger bytes = new AtomicInteger();
  private @Nullable Receiver receiver;
  private @Nullable IOException end;

  /** Hands over what has come and what comes. */
  synchronized void start(Receiver to) {
    receiver = to;
    if (end == null) {
      Thread.ofVirtual().name("thingsboard-inbox").start(() -> run(to));
    } else {
      to.ended(end);
    }
  }

  @Override
  public void received(String topic, byte[] payload) {
    if (bytes.addAndGet(payload.length) > CAPACITY_BYTES
        || !queue.offer(new Message(topic, payload))) {
      bytes.addAndGet(-payload.length);
      log.debug("too many messages from the platform; one of {} is dropped", topic);
    }
  }

  @Override
  public synchronized void ended(IOException cause) {
    if (end != null) {
      return;
    }
    end = cause;
    queue.clear();
    queue.add(new End());
    if (receiver != null) {
      receiver.ended(cause);
    }
  }

  private void run(Receiver to) {
    try {
      while (queue.take() instanceof Message next) {
        bytes.addAndGet(-next.payload.length);
        handOver(next, to);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void handOver(Message message, Receiver to) {
    try {
      to.receive(message.topic, message.payload);
    } catch (RuntimeException e) {
      // All that comes after it has to be read.
      log.error("a message of the platform on {} met a bug", message.topic, e);
    }
  }

  /** Where it goes. */
  interface Receiver {

    /** Takes one message. */
    void receive(String topic, byte[] payload);

    /** As {@link MqttLink.Events#ended}. */
    void ended(IOException cause);
  }

  private sealed interface Item {}

  private static final class Message implements Item {

    private final String topic;
    private final byte[] payload;

    Message(String topic, byte[] payload) {
      this.topic = topic;
      this.payload = payload;
    }
  }

  private record End() implements Item {}
}
