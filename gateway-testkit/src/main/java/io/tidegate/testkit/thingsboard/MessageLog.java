package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.thingsboard.LoggedMessage.Direction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** The last messages, for tests that look at the wire. Safe for several threads. */
public final class MessageLog {

  private record Entry(Direction direction, Instant time, String topic, Supplier<String> text) {}

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Clock clock = Clock.systemUTC();
  private final int capacity;

  MessageLog(int capacity) {
    this.capacity = capacity;
  }

  void add(Direction direction, String topic, byte[] payload) {
    if (capacity == 0) {
      return;
    }
    synchronized (entries) {
      if (entries.size() == capacity) {
        entries.removeFirst();
      }
      entries.addLast(new Entry(direction, clock.instant(), topic, () -> text(payload)));
    }
  }

  /** The messages that are still kept, oldest first. */
  public List<LoggedMessage> messages() {
    synchronized (entries) {
      return entries.stream().map(MessageLog::decode).toList();
    }
  }

  /** The payloads of the messages that came in on a topic. */
  public List<String> payloads(String topic) {
    return messages().stream()
        .filter(message -> message.direction() == Direction.IN && message.topic().equals(topic))
        .map(LoggedMessage::payload)
        .toList();
  }

  /** Forgets all. */
  public void clear() {
    synchronized (entries) {
      entries.clear();
    }
  }

  private static LoggedMessage decode(Entry entry) {
    return new LoggedMessage(entry.direction(), entry.time(), entry.topic(), entry.text().get());
  }

  private static String text(byte[] payload) {
    return new String(payload, StandardCharsets.UTF_8);
  }
}
