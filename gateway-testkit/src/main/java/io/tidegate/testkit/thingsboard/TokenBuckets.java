package io.tidegate.testkit.thingsboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The buckets of one rate limit such as {@code 10:1,60:60}, which refill evenly. */
final class TokenBuckets {

  private final List<Bucket> buckets = new ArrayList<>();

  TokenBuckets(String limit) {
    for (String part : limit.split(",", -1)) {
      if (!part.isBlank()) {
        String[] numbers = part.strip().split(":", 2);
        double capacity = Double.parseDouble(numbers[0]);
        buckets.add(new Bucket(capacity, Long.parseLong(numbers[1])));
      }
    }
  }

  /** Takes that many tokens from every bucket, or none at all. */
  boolean take(int tokens, long nowNanos) {
    buckets.forEach(bucket -> bucket.refill(nowNanos));
    if (buckets.stream().anyMatch(bucket -> bucket.level < tokens)) {
      return false;
    }
    buckets.forEach(bucket -> bucket.level -= tokens);
    return true;
  }

  private static final class Bucket {

    private final double capacity;
    private final double perNano;
    private double level;
    private long filledAt;
    private boolean used;

    Bucket(double capacity, long seconds) {
      this.capacity = capacity;
      this.perNano = capacity / Duration.ofSeconds(seconds).toNanos();
      this.level = capacity;
    }

    void refill(long nowNanos) {
      if (used) {
        level = Math.min(capacity, level + (nowNanos - filledAt) * perNano);
      }
      used = true;
      filledAt = nowNanos;
    }
  }
}
