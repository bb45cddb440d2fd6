package io.tidegate.thingsboard;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the platform sends off the network thread and hands it over one by one in its order.
 * While it is full nothing more is read, which the platform feels: a request that was dropped would
 * have no reply. Whoever takes the messages does not wait for the network, so this ends soon.
 */
final class Inbox implements MqttLink.Events {

  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  /** Far more than the platform sends; beyond it someone floods us. */
  private static final int CAPACITY = 10_000;

  private static final int CAPACITY_BYTES = 2 << 20;

  /** The network thread also has to notice that the connection is over. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Queue<Message> queue = new ArrayDeque<>();
  private int bytes;
  private boolean dropping;
  private @Nullable Receiver receiver;
  private @Nullable IOException end;

  /** Hands over what has come and what comes. */
  void start(Receiver to) {
    lock.lock();
    try {
      receiver = to;
      if (end == null) {
        Thread.ofVirtual().name("thingsboard-inbox").start(() -> run(to));
      } else {
        to.ended(end);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void received(String topic, byte[] payload) {
    lock.lock();
    try {
      if (hasRoom()) {
        dropping = false;
        bytes += payload.length;
        queue.add(new Message(topic, payload));
        filled.signal();
      } else if (!dropping && end == null) {
        dropping = true;
        log.warn("more comes from the platform than can be dealt with; some of it is dropped");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for room, where there is hope. */
  private boolean hasRoom() {
    long left = LONGEST_WAIT.toNanos();
    try {
      while (isFull() && receiver != null && end == null && left > 0) {
        left = room.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the network thread ends
    }
    return !isFull() && end == null;
  }

  private boolean isFull() {
    return queue.size() >= CAPACITY || bytes >= CAPACITY_BYTES;
  }

  @Override
  public void ended(IOException cause) {
    lock.lock();
    try {
      if (end != null) {
        return;
      }
      end = cause;
      queue.clear();
      filled.signal();
      room.signal();
      if (receiver != null) {
        receiver.ended(cause);
      }
    } finally {
      lock.unlock();
    }
  }

  private void run(Receiver to) {
    try {
      for (Message next = next(); next != null; next = next()) {
        handOver(next, to);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Null at the end of the connection. */
  private @Nullable Message next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty() && end == null) {
        filled.await();
      }
      Message next = queue.poll();
      if (next != null) {
        bytes -= next.payload.length;
        room.signal();
      }
      return next;
    } finally {
      lock.unlock();
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

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Message(String topic, byte[] payload) {}
}
