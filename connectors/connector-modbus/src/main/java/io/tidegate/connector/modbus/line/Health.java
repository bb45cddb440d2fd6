package io.tidegate.connector.modbus.line;

import java.time.Duration;

/**
 * How a unit has answered lately, and what it may cost the line. A unit that does not answer is
 * asked less and less often, so that the line, as far as others need it, is theirs for nineteen
 * twentieths of the time. Its first answer makes it like any other. Times are those of {@link
 * System#nanoTime}. Safe for several threads.
 */
final class Health {

  /** A twentieth of the line is for all that do not answer. */
  private static final int SHARE = 20;

  private static final long LONGEST_PAUSE = Duration.ofSeconds(60).toNanos();
  private static final long LONGEST_IDLE_PAUSE = Duration.ofSeconds(10).toNanos();
  private static final long LONGEST_SHARED_TIMEOUT = Duration.ofSeconds(10).toNanos();
  private static final int GONE_AFTER = 3;

  /**
   * What a unit may take.
   *
   * @param timeout as configured.
   * @param firstTimeout how long it is waited for on a line with others, until it has shown that it
   *     needs more.
   * @param retries at once, after a failure.
   */
  record Terms(Duration timeout, Duration firstTimeout, int retries) {}

  private final Terms terms;
  private final boolean shared;
  private int failures;
  private long slowest;
  private long askAgainAt;

  private Health(Terms terms, boolean shared) {
    this.terms = terms;
    this.shared = shared;
  }

  /** Of the only unit of its line. */
  static Health alone(Terms terms) {
    return new Health(terms, false);
  }

  /** Of a unit on a line with others. */
  static Health among(Terms terms) {
    return new Health(terms, true);
  }

  /** It answered, if only to refuse; returns whether it had been left alone for a while. */
  synchronized boolean answered(long took) {
    boolean missed = failures > retries();
    failures = 0;
    slowest = Math.max(took, slowest - slowest / 16);
    return missed;
  }

  /**
   * It did not answer, or not what was asked.
   *
   * @param others how many units of the line do answer.
   * @param failing how many do not, this one among them.
   */
  synchronized void failed(long now, long took, int others, int failing) {
    failures++;
    int pauses = failures - retries();
    askAgainAt = pauses <= 0 ? now : now + pause(took, pauses, others, failing);
  }

  private long pause(long took, int pauses, int others, int failing) {
    long doublings = 1L << Math.min(pauses - 1, 10);
    if (others == 0) {
      return Math.min(took * doublings, LONGEST_IDLE_PAUSE);
    }
    long least = took * ((long) SHARE * failing - 1);
    return Math.min(least * doublings, Math.max(least, LONGEST_PAUSE));
  }

  /** Whether an exchange that failed is to be tried again at once. */
  synchronized boolean isTriedAgain() {
    return failures > 0 && failures <= retries();
  }

  /** Whether it is left alone for now. */
  synchronized boolean isFailing() {
    return failures > retries();
  }

  /** Whether it has failed so often that it counts as not there. */
  synchronized boolean isGone() {
    return failures >= GONE_AFTER;
  }

  /** Nanoseconds until it may be asked; 0 or less: now. */
  synchronized long pauseLeft(long now) {
    return isFailing() ? askAgainAt - now : 0;
  }

  /** How long to wait for its next answer. */
  synchronized Duration timeout() {
    if (!shared) {
      return terms.timeout();
    }
    long first = Math.max(terms.firstTimeout().toNanos(), 3 * slowest);
    long patient = Math.min(first << Math.min(failures, 4), LONGEST_SHARED_TIMEOUT);
    return Duration.ofNanos(Math.min(Math.max(first, patient), terms.timeout().toNanos()));
  }

  /** On a line with others, the second failure in a row is enough to go on with them. */
  private int retries() {
    return shared ? Math.min(terms.retries(), 1) : terms.retries();
  }
}
