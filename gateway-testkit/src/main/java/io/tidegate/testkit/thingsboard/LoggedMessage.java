package io.tidegate.testkit.thingsboard;

import java.time.Instant;

/**
 * A message that came in or went out.
 *
 * @param direction as the platform sees it.
 */
public record LoggedMessage(Direction direction, Instant time, String topic, String payload) {

  /** Which way a message went. */
  public enum Direction {
    IN,
    OUT
  }
}
