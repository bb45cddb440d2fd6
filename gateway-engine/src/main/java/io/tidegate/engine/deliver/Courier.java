package io.tidegate.engine.deliver;

import io.tidegate.engine.time.Pulse;
import io.tidegate.engine.time.Pulse.Alarm;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.Delivery.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends items over one connection, each after its device, and does not wait for ever. */
final class Courier {

  private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);

  private final Delivery delivery;
  private final Announcer announcer;
  private final Duration unanswered;
  private final Pulse pulse;
  private volatile boolean hungUp;

  Courier(Delivery delivery, Announcer announcer, Duration unanswered, Pulse pulse) {
    this.delivery = delivery;
    this.announcer = announcer;
    this.unanswered = unanswered;
    this.pulse = pulse;
  }

  /** Puts the items on the wire. */
  Receipt send(List<Item> items) throws IOException, InterruptedException {
    List<Item> sendable = Batch.sendable(items);
    if (sendable.isEmpty()) {
      return Outcome.Accepted::new;
    }
    for (Item item : sendable) {
      announcer.ensure(item.stored().record().device(), item.stored().connector());
    }
    try {
      return delivery.send(Batch.payloads(sendable));
    } catch (RuntimeException e) {
      // A record that nobody expected like that: found and put aside like one that is refused.
      log.error("Bug while {} records were sent", sendable.size(), e);
      return () -> new Outcome.Refused(e.toString());
    }
  }

  /** Waits for the platform's answer; without one in time, the connection is dead. */
  Outcome await(Receipt receipt) throws IOException, InterruptedException {
    Alarm alarm = pulse.after(unanswered, this::hangUp);
    try {
      return receipt.await();
    } finally {
      alarm.cancel();
    }
  }

  /** Whether the connection ended because the platform did not answer. */
  boolean hungUp() {
    return hungUp;
  }

  private void hangUp() {
    hungUp = true;
    Thread.ofVirtual()
        .name("hang-up")
        .start(() -> {
          log.warn("No acknowledgement for {} s: connecting again", unanswered.toSeconds());
          try {
            delivery.close();
          } catch (IOException e) {
            log.debug("Closing a dead connection failed", e);
          }
        });
  }
}
