package io.tidegate.engine.ledger;

/**
 * What became of records. Two equations hold whenever nothing is under way:
 *
 * <pre>
 * read + repeated    = filtered + rejected + stored
 * recovered + stored = delivered + waiting + expired + dropped
 * </pre>
 *
 * @param read handed over by a session.
 * @param repeated reported again by a periodic report strategy.
 * @param filtered not wanted: by the device filter or a report strategy.
 * @param rejected did not fit its mapping.
 * @param recovered found in the log at the start.
 * @param stored taken into the log.
 * @param delivered acknowledged by the platform.
 * @param expired dropped because of their age.
 * @param dropped dropped for another reason.
 */
public record Counts(
    long read,
    long repeated,
    long filtered,
    long rejected,
    long recovered,
    long stored,
    long delivered,
    long expired,
    long dropped) {

  /** Of nothing. */
  public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** What is in the log and has not been delivered. */
  public long waiting() {
    return recovered + stored - left();
  }

  /** Whether everything that was read is accounted for; {@link #waiting} makes the other true. */
  public boolean balanced() {
    return read + repeated == filtered + rejected + stored;
  }

  /** What was in the log and is not any more. */
  long left() {
    return delivered + expired + dropped;
  }

  Counts withRecovered(long count) {
    return new Counts(
        read, repeated, filtered, rejected, count, stored, delivered, expired, dropped);
  }

  /** The sum of two accounts. */
  public Counts plus(Counts other) {
    return new Counts(
        read + other.read,
        repeated + other.repeated,
        filtered + other.filtered,
        rejected + other.rejected,
        recovered + other.recovered,
        stored + other.stored,
        delivered + other.delivered,
        expired + other.expired,
        dropped + other.dropped);
  }
}
