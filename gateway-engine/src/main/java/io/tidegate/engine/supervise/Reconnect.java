package io.tidegate.engine.supervise;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between attempts to connect. To ask a peer that is away costs next to nothing, and its
 * return is to be noticed soon; one that answers and refuses is to be left alone for longer.
 *
 * @param away after a connection was lost, or none could be made.
 * @param refused after the peer said no.
 */
public record Reconnect(Backoff away, Backoff refused) {

  private static final Duration FIRST_REFUSED = Duration.ofSeconds(1);
  private static final Duration LONGEST_REFUSED = Duration.ofSeconds(30);

  /** With the usual pauses after a refusal. */
  public static Reconnect within(Duration first, Duration longest, RandomGenerator random) {
    return new Reconnect(
        new Backoff(first, longest, random), new Backoff(FIRST_REFUSED, LONGEST_REFUSED, random));
  }
}
