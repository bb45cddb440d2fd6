package io.tidegate.connector.mqtt;

import io.tidegate.support.ReceiveClock;
import org.jspecify.annotations.Nullable;

/**
 * Gives the records of messages that carry no time one, and those of a message that comes again the
 * same one. For the thread of one session.
 */
final class Stamps {

  private final ReceiveClock clock = new ReceiveClock();
  private final @Nullable GivenTimes last;
  private final Given fresh = new Given();

  private @Nullable Given known;
  private int records;

  /**
   * Creates them.
   *
   * @param last what was given before; null if the broker does not send again on this connection
   *     what it has sent on another.
   */
  Stamps(@Nullable GivenTimes last) {
    this.last = last;
  }

  /** Begins with a message, and returns it as it was when it came first. */
  MqttReading begin(Incoming message) {
    records = 0;
    known = last != null && message.packet().again() ? last.find(message) : null;
    MqttReading reading = message.reading();
    if (known != null) {
      return new MqttReading(reading.topic(), reading.payload(), known.receivedAt());
    }
    fresh.begin(reading.receivedAt());
    return reading;
  }

  /** The time of the message's next record that has none. */
  long next(String device) {
    int index = records;
    records++;
    if (known == null) {
      long time = clock.next(device, fresh.receivedAt());
      fresh.add(time);
      return time;
    }
    if (index >= known.count()) {
      return clock.next(device, known.receivedAt());
    }
    long time = known.time(index);
    clock.given(device, time);
    return time;
  }

  /** The message has no more records. */
  void end(Incoming message) {
    if (last != null && known == null && records > 0 && message.packet().identifier() > 0) {
      last.add(message, fresh);
    }
  }

  /** Called before records are handed over. */
  void save() {
    if (last != null) {
      last.save();
    }
  }

  /** The session has ended. */
  void close() {
    if (last != null) {
      last.rest();
    }
  }
}
