package io.tidegate.thingsboard;

import io.tidegate.config.gateway.RateLimit;
import java.util.concurrent.TimeUnit;

/** One window of a rate limit: starts full, refills evenly. Not safe for several threads. */
final class TokenBucket {

  private final RateLimit.Window window;
  private final double capacity;
  private final double tokensPerNano;
  private double tokens;
  private long refilledAt;

  TokenBucket(RateLimit.Window window, long now) {
    this.window = window;
    this.capacity = (double) window.count();
    this.tokensPerNano = capacity / TimeUnit.SECONDS.toNanos(window.seconds());
    this.tokens = capacity;
    this.refilledAt = now;
  }

  RateLimit.Window window() {
    return window;
  }

  /** Nanoseconds until so many are there; 0: now. More than ever fit wait for a full bucket. */
  long nanosUntil(int amount, long now) {
    refill(now);
    double missing = Math.min(amount, capacity) - tokens;
    return missing <= 0 ? 0 : (long) Math.ceil(missing / tokensPerNano);
  }

  /** Takes, if need be on credit. */
  void take(int amount, long now) {
    refill(now);
    tokens -= amount;
  }

  /** Takes what is there. */
  void drain(long now) {
    refill(now);
    tokens = Math.min(tokens, 0);
  }

  /** How many are out at present. */
  double used(long now) {
    refill(now);
    return capacity - tokens;
  }

  /** Counts what went out under another limit for the same time. */
  void carryOver(double used) {
    tokens = Math.max(0, tokens - used);
  }

  private void refill(long now) {
    tokens = Math.min(capacity, tokens + (now - refilledAt) * tokensPerNano);
    refilledAt = now;
  }
}
