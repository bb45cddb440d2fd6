package io.tidegate.thingsboard;

import io.tidegate.config.gateway.RateLimit;
import io.tidegate.config.gateway.RateLimits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What may go when. Outlives connections, since the platform counts on across them. Safe for use by
 * several threads; never blocks.
 */
final class RateLimiter {

  private final LongSupplier nanoTime;
  private final Map<MessageClass, Buckets> buckets = new EnumMap<>(MessageClass.class);
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();

  RateLimiter(RateLimits rates, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    for (MessageClass kind : MessageClass.values()) {
      buckets.put(kind, new Buckets(List.of(), List.of()));
    }
    update(rates);
  }

  /** Replaces the limits; what went out within a window of the same length still counts. */
  synchronized void update(RateLimits rates) {
    replace(MessageClass.OWN_DATA, rates.own().telemetryMessages(), rates.own().telemetryPoints());
    replace(MessageClass.OWN_MESSAGES, rates.own().messages(), RateLimit.NONE);
    replace(
        MessageClass.DEVICE_DATA,
        rates.devices().telemetryMessages(),
        rates.devices().telemetryPoints());
    replace(MessageClass.DEVICE_MESSAGES, rates.devices().messages(), RateLimit.NONE);
  }

  /**
   * Takes the tokens of one message, all or none.
   *
   * @return 0 if they were taken, else the nanoseconds until it is worth trying again.
   */
  synchronized long tryTake(MessageClass kind, int points) {
    Buckets of = bucketsOf(kind);
    long now = nanoTime.getAsLong();
    long wait = 0;
    for (TokenBucket bucket : of.messages) {
      wait = Math.max(wait, bucket.nanosUntil(1, now));
    }
    for (TokenBucket bucket : of.points) {
      wait = Math.max(wait, bucket.nanosUntil(points, now));
    }
    if (wait == 0) {
      of.messages.forEach(bucket -> bucket.take(1, now));
      of.points.forEach(bucket -> bucket.take(points, now));
    }
    return wait;
  }

  /** Counts a message that goes out. */
  void countSent() {
    sent.increment();
  }

  /** How many messages have gone which way since the start. */
  Traffic traffic() {
    return new Traffic(sent.sum(), received.sum());
  }

  /** Counts a message that the platform sent: it is over before anyone could wait. */
  synchronized void countReceived(MessageClass kind) {
    received.increment();
    long now = nanoTime.getAsLong();
    bucketsOf(kind).messages.forEach(bucket -> bucket.take(1, now));
  }

  /** The platform says that the devices are over their limit. */
  synchronized void drainDevices() {
    long now = nanoTime.getAsLong();
    for (MessageClass kind : List.of(MessageClass.DEVICE_DATA, MessageClass.DEVICE_MESSAGES)) {
      bucketsOf(kind).messages.forEach(bucket -> bucket.drain(now));
      bucketsOf(kind).points.forEach(bucket -> bucket.drain(now));
    }
  }

  /** The most data points that one message can ever have. */
  synchronized int maxPoints(MessageClass kind) {
    long smallest =
        bucketsOf(kind).points.stream()
            .mapToLong(bucket -> bucket.window().count())
            .min()
            .orElse(Integer.MAX_VALUE);
    return (int) Math.min(smallest, Integer.MAX_VALUE);
  }

  private void replace(MessageClass kind, RateLimit messages, RateLimit points) {
    Buckets old = bucketsOf(kind);
    buckets.put(kind, new Buckets(renew(old.messages, messages), renew(old.points, points)));
  }

  private List<TokenBucket> renew(List<TokenBucket> old, RateLimit limit) {
    long now = nanoTime.getAsLong();
    List<TokenBucket> renewed = new ArrayList<>();
    for (RateLimit.Window window : limit.windows()) {
      TokenBucket bucket = new TokenBucket(window, now);
      bucket.carryOver(usedIn(old, window.seconds(), now));
      renewed.add(bucket);
    }
    return renewed;
  }

  private static double usedIn(List<TokenBucket> buckets, long seconds, long now) {
    return buckets.stream()
        .filter(bucket -> bucket.window().seconds() == seconds)
        .mapToDouble(bucket -> bucket.used(now))
        .max()
        .orElse(0);
  }

  private Buckets bucketsOf(MessageClass kind) {
    return Objects.requireNonNull(buckets.get(kind));
  }

  private record Buckets(List<TokenBucket> messages, List<TokenBucket> points) {}
}
