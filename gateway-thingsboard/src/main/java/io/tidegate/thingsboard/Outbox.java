package io.tidegate.thingsboard;

import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is on the wire of one connection. Lets messages through in the order they come, per class,
 * when the rate limits and the window allow; knows which are unacknowledged, and ends the
 * connection when the oldest of them waits too long. The window is ours because the client
 * library's own buffer has no bound.
 */
final class Outbox {

  private static final int MOST_RESERVED = 8;

  /**
   * Bytes of data in flight. What is on its way is in front of every reply: on a link of 10 Mbit/s
   * this takes less than a second, and where an answer takes 100 ms it still lets 10 MB/s through.
   */
  private static final int MOST_BYTES = 1 << 20;

  private final MqttLink link;
  private final RateLimiter limiter;
  private final Duration acknowledgementTimeout;
  private final Map<MessageClass, ReentrantLock> turns = new EnumMap<>(MessageClass.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition limitsChanged = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Condition overdue = lock.newCondition();
  private final Condition over = lock.newCondition();
  private final Set<InFlight> inFlight = new LinkedHashSet<>();
  private final int largestWindow;
  private int window;
  private int bytesOfData;
  private boolean watcherRests;
  private @Nullable IOException end;

  Outbox(MqttLink link, RateLimiter limiter, int largestWindow, Duration acknowledgementTimeout) {
    this.link = link;
    this.limiter = limiter;
    this.largestWindow = largestWindow;
    this.window = largestWindow;
    this.acknowledgementTimeout = acknowledgementTimeout;
    for (MessageClass kind : MessageClass.values()) {
      // Fair: live data and the backlog take turns.
      turns.put(kind, new ReentrantLock(true));
    }
  }

  /** Begins to watch over acknowledgements. */
  void start() {
    Thread.ofVirtual().name("thingsboard-acknowledgements").start(this::watch);
  }

  /** Puts a message on the wire as soon as it may go; its answer goes to the sender. */
  void publish(MessageClass kind, String topic, byte[] payload, int points, Sender sender)
      throws IOException, InterruptedException {
    publish(kind, topic, 1, payload, points, sender);
  }

  /** As the other, with another QoS. */
  void publish(MessageClass kind, String topic, int qos, byte[] payload, int points, Sender sender)
      throws IOException, InterruptedException {
    ReentrantLock turn = Objects.requireNonNull(turns.get(kind));
    turn.lockInterruptibly();
    try {
      awaitTokens(kind, points);
      InFlight message = admit(kind, payload.length, sender);
      limiter.countSent();
      link.publish(topic, qos, payload, new Acknowledgement(message));
    } finally {
      turn.unlock();
    }
  }

  /** Lets a subscription through; it is counted as a message but not awaited. */
  void subscribe(String filter, int qos) throws IOException, InterruptedException {
    awaitTokens(MessageClass.OWN_MESSAGES, 0);
    link.subscribe(filter, qos);
  }

  /** The limits or the window have changed. */
  void resize(int newWindow) {
    lock.lock();
    try {
      window = Math.min(newWindow, largestWindow);
      room.signalAll();
      limitsChanged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the connection's life here: all that waits fails with the cause. The first cause counts.
   */
  void end(IOException cause) {
    lock.lock();
    try {
      if (end != null) {
        return;
      }
      end = cause;
      room.signalAll();
      limitsChanged.signalAll();
      overdue.signalAll();
      over.signalAll();
      inFlight.forEach(message -> message.sender.lose(cause));
      inFlight.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until the end and throws its cause. */
  void awaitEnd() throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (end == null) {
        over.await();
      }
      throw ended(end);
    } finally {
      lock.unlock();
    }
  }

  /** Throws if the connection has ended. */
  void check() throws IOException {
    lock.lock();
    try {
      throwIfEnded();
    } finally {
      lock.unlock();
    }
  }

  private void awaitTokens(MessageClass kind, int points) throws IOException, InterruptedException {
    if (limiter.tryTake(kind, points) == 0) {
      return;
    }
    lock.lockInterruptibly();
    try {
      // Asked again under the lock, or new limits told in between would wake nobody.
      long wait = limiter.tryTake(kind, points);
      while (wait > 0) {
        throwIfEnded();
        // Woken early where the platform tells new limits.
        var _ = limitsChanged.awaitNanos(wait);
        wait = limiter.tryTake(kind, points);
      }
    } finally {
      lock.unlock();
    }
  }

  private InFlight admit(MessageClass kind, int bytes, Sender sender)
      throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (end == null && !hasRoom(kind, bytes)) {
        room.await();
      }
      throwIfEnded();
      long deadline = System.nanoTime() + acknowledgementTimeout.toNanos();
      InFlight message = new InFlight(sender, isData(kind) ? bytes : 0, deadline);
      sender.sent();
      inFlight.add(message);
      bytesOfData += message.bytesOfData;
      if (watcherRests) {
        overdue.signalAll();
      }
      return message;
    } finally {
      lock.unlock();
    }
  }

  /** Data leaves some places free, so that a reply need not wait until other data has arrived. */
  private boolean hasRoom(MessageClass kind, int bytes) {
    if (!isData(kind)) {
      return inFlight.size() < window;
    }
    return inFlight.size() < window - Math.min(window / 10, MOST_RESERVED)
        && (bytesOfData == 0 || bytesOfData + bytes <= MOST_BYTES);
  }

  private static boolean isData(MessageClass kind) {
    return switch (kind) {
      case OWN_DATA, DEVICE_DATA -> true;
      case OWN_MESSAGES, DEVICE_MESSAGES -> false;
    };
  }

  private void settle(InFlight message, Outcome outcome) {
    lock.lock();
    try {
      if (inFlight.remove(message)) {
        bytesOfData -= message.bytesOfData;
        message.sender.settle(outcome);
        // All, at most one of each class: not everyone can use the place.
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    lock.lock();
    try {
      while (end == null) {
        watcherRests = inFlight.isEmpty();
        if (watcherRests) {
          overdue.awaitUninterruptibly();
          continue;
        }
        long left = inFlight.iterator().next().deadline - System.nanoTime();
        if (left <= 0) {
          end(
              new SocketTimeoutException(
                  "no acknowledgement for " + acknowledgementTimeout.toSeconds() + " s"));
        } else {
          var _ = overdue.awaitNanos(left);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the watcher", e);
    } finally {
      lock.unlock();
      link.close();
    }
  }

  private void throwIfEnded() throws IOException {
    if (end != null) {
      throw ended(end);
    }
  }

  private static IOException ended(IOException cause) {
    return new IOException(cause.getMessage(), cause);
  }

  /** Told what becomes of its messages; must not block. */
  interface Sender {

    /** A message goes on the wire now. */
    default void sent() {}

    /** It has its answer. */
    void settle(Outcome outcome);

    /** The connection ended before the answer. */
    default void lose(IOException cause) {}
  }

  /** A message without an answer; equal to itself only. */
  private static final class InFlight {

    private final Sender sender;
    private final int bytesOfData;
    private final long deadline;

    InFlight(Sender sender, int bytesOfData, long deadline) {
      this.sender = sender;
      this.bytesOfData = bytesOfData;
      this.deadline = deadline;
    }
  }

  private final class Acknowledgement implements MqttLink.AckListener {

    private final InFlight message;

    Acknowledgement(InFlight message) {
      this.message = message;
    }

    @Override
    public void answered(Outcome outcome) {
      settle(message, outcome);
    }

    @Override
    public void lost(IOException cause) {
      end(cause);
    }
  }
}
