package io.tidegate.app.rpc;

import io.tidegate.connector.Reply;
import io.tidegate.engine.time.Pulse;
import io.tidegate.engine.time.Pulse.Alarm;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** A method that replies at once and does its work after a delay. A later call replaces it. */
final class Delayed implements Method, AutoCloseable {

  /** The reply has to be on its way before. */
  private static final double LEAST_SECONDS = 1;

  private static final double MOST_SECONDS = Duration.ofDays(7).toSeconds();
  private static final String WHAT = "a number of seconds from 0 to " + (long) MOST_SECONDS;

  private final Pulse pulse;
  private final Runnable work;
  private Alarm alarm = () -> {};

  /**
   * Does nothing yet.
   *
   * @param work must return at once.
   */
  Delayed(Pulse pulse, Runnable work) {
    this.pulse = pulse;
    this.work = work;
  }

  @Override
  public synchronized Reply call(Params params) {
    double seconds = params.none() ? LEAST_SECONDS : seconds(params.only(WHAT));
    alarm.cancel();
    alarm = pulse.after(Duration.ofMillis((long) (Math.max(LEAST_SECONDS, seconds) * 1000)), work);
    return new Reply.Done();
  }

  @Override
  public synchronized void close() {
    alarm.cancel();
  }

  private static double seconds(JsonNode given) {
    double seconds = given.isNumber() ? given.asDouble() : parsed(given);
    if (seconds >= 0 && seconds <= MOST_SECONDS) {
      return seconds;
    }
    throw Params.wrong(WHAT, given);
  }

  private static double parsed(JsonNode given) {
    try {
      return given.isString() ? Double.parseDouble(given.asString()) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
