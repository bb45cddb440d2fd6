package io.tidegate.testkit.thingsboard;

/** The enforced rate limits of one client, for its own data or for that of its devices. */
final class Quota {

  private final TokenBuckets messages;
  private final TokenBuckets telemetryMessages;
  private final TokenBuckets telemetryDataPoints;

  Quota(RateLimits limits) {
    messages = new TokenBuckets(limits.messages());
    telemetryMessages = new TokenBuckets(limits.telemetryMessages());
    telemetryDataPoints = new TokenBuckets(limits.telemetryDataPoints());
  }

  boolean takeMessage(long nowNanos) {
    return messages.take(1, nowNanos);
  }

  boolean takeTelemetry(int dataPoints, long nowNanos) {
    return telemetryMessages.take(1, nowNanos) && telemetryDataPoints.take(dataPoints, nowNanos);
  }
}
