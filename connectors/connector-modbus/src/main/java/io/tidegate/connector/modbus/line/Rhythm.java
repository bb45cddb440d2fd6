package io.tidegate.connector.modbus.line;

import java.time.Duration;

/**
 * When something is due that is done at a fixed rate. What is late does not shift what follows; of
 * what is later than a period, the latest is done and the rest left out. Times are those of {@link
 * System#nanoTime}. For one thread.
 */
final class Rhythm {

  /** What has a long period is not waited for so long at the start. */
  private static final long LONGEST_START = Duration.ofSeconds(2).toNanos();

  private final long period;
  private long due;
  private long next;

  /**
   * Starts one.
   *
   * @param phase where in the period it is due, from 0 to before 1; so that not everything is due
   *     at once.
   */
  Rhythm(long start, Duration period, double phase) {
    this.period = period.toNanos();
    this.due = start + (long) (phase * Math.min(this.period, LONGEST_START));
    this.next =
        this.period <= LONGEST_START
            ? due + this.period
            : start + (long) ((phase < 0.5 ? 1 + phase : phase) * this.period);
  }

  /** Starts one that is first due on the beat before, where its period suits. */
  static Rhythm on(Beat beat, long start, Duration period, double phase) {
    Rhythm free = new Rhythm(start, period, phase);
    return Beat.suits(period) ? new Rhythm(start - beat.past(free.due), period, phase) : free;
  }

  /** Nanoseconds from one time to the next. */
  long period() {
    return period;
  }

  /** When it is due. */
  long due() {
    return due;
  }

  /** What was due is done; returns how many times it is left out. */
  long advance(long now) {
    due = next;
    long leftOut = Math.max(0, (now - due) / period);
    due += leftOut * period;
    next = due + period;
    return leftOut;
  }
}
