package io.tidegate.engine.ledger;

import java.util.concurrent.atomic.AtomicLongArray;

/** The running counts of one device. Few threads meet here, so plain atomics are the cheapest. */
final class Tally {

  static final int READ = 0;
  static final int REPEATED = 1;
  static final int FILTERED = 2;
  static final int REJECTED = 3;
  static final int RECOVERED = 4;
  static final int STORED = 5;
  static final int DELIVERED = 6;
  static final int EXPIRED = 7;
  static final int DROPPED = 8;

  private final AtomicLongArray cells = new AtomicLongArray(9);

  void add(int cell) {
    cells.getAndIncrement(cell);
  }

  void add(int cell, long count) {
    cells.getAndAdd(cell, count);
  }

  /**
   * What left the log was in it. A dropped record does not say whether it was there before the
   * start; where more left than came since, the difference was.
   */
  Counts counts() {
    Counts counts = plainCounts();
    long recovered = Math.max(counts.recovered(), counts.left() - counts.stored());
    return counts.withRecovered(recovered);
  }

  private Counts plainCounts() {
    return new Counts(
        cells.get(READ),
        cells.get(REPEATED),
        cells.get(FILTERED),
        cells.get(REJECTED),
        cells.get(RECOVERED),
        cells.get(STORED),
        cells.get(DELIVERED),
        cells.get(EXPIRED),
        cells.get(DROPPED));
  }
}
