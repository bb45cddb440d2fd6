package io.tidegate.testkit.thingsboard;

/**
 * Rate limits as the platform writes them: {@code 10:1,60:60} is at most 10 in one second and 60 in
 * a minute; an empty string is no limit.
 */
public record RateLimits(String messages, String telemetryMessages, String telemetryDataPoints) {

  /** No limits. */
  public static final RateLimits NONE = new RateLimits("", "", "");
}
