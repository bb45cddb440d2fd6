package io.tidegate.thingsboard;

import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replies on their way to the platform, in their order per class: they wait where limits demand it,
 * who replies does not. How many wait has a bound; what is beyond it is lost, and with the
 * connection everything is, since the platform does not know the request on the next one.
 */
final class Replies {

  private static final Logger log = LoggerFactory.getLogger(Replies.class);

  private static final int MOST = 10_000;
  private static final long MOST_BYTES = 4L << 20;

  private final Outbox outbox;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition noneLeft = lock.newCondition();
  private int underWay;
  private final Map<MessageClass, Lane> lanes = new EnumMap<>(MessageClass.class);

  Replies(Outbox outbox) {
    this.outbox = outbox;
    lanes.put(MessageClass.OWN_MESSAGES, new Lane(MessageClass.OWN_MESSAGES));
    lanes.put(MessageClass.DEVICE_MESSAGES, new Lane(MessageClass.DEVICE_MESSAGES));
  }

  /** Sends it as soon as it may go; never blocks. */
  void send(MessageClass kind, String topic, Encoded reply) {
    Objects.requireNonNull(lanes.get(kind)).add(new Waiting(topic, reply));
  }

  /** Gives those that are under way the time to arrive, if they can. */
  void flush(Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (underWay > 0 && left > 0) {
        left = noneLeft.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // Who closes in a hurry goes on without.
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void began() {
    lock.lock();
    try {
      underWay++;
    } finally {
      lock.unlock();
    }
  }

  private void ended() {
    lock.lock();
    try {
      underWay--;
      if (underWay == 0) {
        noneLeft.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Its thread lives while there are some. */
  private final class Lane {

    private final MessageClass kind;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean overflown;

    Lane(MessageClass kind) {
      this.kind = kind;
    }

    synchronized void add(Waiting reply) {
      if (waiting.size() >= MOST || bytes + reply.size() > MOST_BYTES) {
        overflow();
        return;
      }
      began();
      waiting.add(reply);
      bytes += reply.size();
      if (waiting.size() == 1) {
        Thread.ofVirtual().name("thingsboard-replies").start(this::run);
      }
    }

    private void overflow() {
      if (!overflown) {
        log.warn(
            "{} replies wait for the limits of the platform; more are dropped", waiting.size());
      }
      overflown = true;
    }

    private void run() {
      for (Waiting next = peek(); next != null; next = afterFirst()) {
        publish(next);
      }
    }

    private synchronized @Nullable Waiting peek() {
      return waiting.peek();
    }

    private synchronized @Nullable Waiting afterFirst() {
      bytes -= waiting.remove().size();
      if (waiting.isEmpty()) {
        overflown = false;
      }
      return waiting.peek();
    }

    private void publish(Waiting reply) {
      try {
        outbox.publish(kind, reply.topic, reply.encoded.qos(), reply.encoded.payload(), 0, reply);
      } catch (IOException e) {
        log.debug("the platform is gone before the reply to its request on {}", reply.topic, e);
        ended();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts replies", e);
      }
    }
  }

  private final class Waiting implements Outbox.Sender {

    private final String topic;
    private final Encoded encoded;

    Waiting(String topic, Encoded encoded) {
      this.topic = topic;
      this.encoded = encoded;
    }

    int size() {
      return encoded.payload().length;
    }

    @Override
    public void settle(Outcome outcome) {
      switch (outcome) {
        case Outcome.Accepted _ -> {}
        case Outcome.Throttled _, Outcome.Refused _ ->
            log.debug("the platform did not take a reply on {}: {}", topic, outcome);
      }
      ended();
    }

    @Override
    public void lose(IOException cause) {
      log.debug("the platform is gone with the reply to its request on {}", topic, cause);
      ended();
    }
  }
}
