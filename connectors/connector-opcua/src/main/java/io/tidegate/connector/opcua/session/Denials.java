package io.tidegate.connector.opcua.session;

import io.tidegate.connector.RefusedException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * After a user was refused, when to ask next: many servers lock an account after a few wrong
 * passwords. Meanwhile attempts fail here, and the server hears nothing. For one thread at a time.
 */
final class Denials {

  private final Duration first;
  private final Duration longest;
  private @Nullable IOException latest;
  private Duration pause;
  private long nextNanos;

  Denials(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.pause = first;
  }

  /** Throws while it is too early. */
  void check() throws RefusedException {
    if (latest != null && System.nanoTime() - nextNanos < 0) {
      throw new RefusedException(
          "%s; to keep the account from being locked it is tried again only after pauses of %d to %d minutes"
              .formatted(latest.getMessage(), first.toMinutes(), longest.toMinutes()),
          latest);
    }
  }

  void add(IOException refusal) {
    latest = refusal;
    nextNanos = System.nanoTime() + pause.toNanos();
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(longest) < 0 ? doubled : longest;
  }

  /** The user was let in. */
  void clear() {
    latest = null;
    pause = first;
  }
}
