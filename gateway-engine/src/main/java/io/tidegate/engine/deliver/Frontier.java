package io.tidegate.engine.deliver;

import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.time.Pulse;
import io.tidegate.log.RecordLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far everything is delivered. Tells the log, the ledger and the announcer, several batches at
 * once. Used by the thread that settles the ordered lane.
 */
final class Frontier {

  private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);
  private static final int MOST_UNTOLD = 10_000;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final RecordLog<StoredRecord> recordLog;
  private final Ledger ledger;
  private final Announcer announcer;
  private final Overtaken overtaken;
  private final Duration every;
  private final Pulse pulse;

  private final List<Batch> untold = new ArrayList<>();
  private final Set<Long> aside = new HashSet<>();
  private int untoldItems;
  private long settledTo;
  private long commitAt = Long.MAX_VALUE;

  Frontier(
      DeliveryParts parts, Announcer announcer, Overtaken overtaken, Duration every, Pulse pulse) {
    this.recordLog = parts.log();
    this.ledger = parts.ledger();
    this.announcer = announcer;
    this.overtaken = overtaken;
    this.every = every;
    this.pulse = pulse;
    this.settledTo = recordLog.committed();
  }

  void settled(Batch batch) {
    untold.add(batch);
    untoldItems += batch.items().size();
    settledTo = batch.to();
    if (commitAt == Long.MAX_VALUE) {
      commitAt = pulse.nanos() + every.toNanos();
    }
  }

  /** The item of the batch that is settled next is dealt with, but not delivered. */
  void putAside(Item item) {
    aside.add(item.offset());
  }

  /** Nanoseconds until {@link #commit} is due. */
  long commitIn() {
    if (commitAt == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    return untoldItems > MOST_UNTOLD ? 0 : Math.max(0, commitAt - pulse.nanos());
  }

  void commit() {
    if (commitAt == Long.MAX_VALUE) {
      return;
    }
    // What the log has dropped in the meantime is booked as that.
    book(commitLog());
    overtaken.forgetBelow(settledTo);
    announcer.delivered(settledTo);
  }

  /** Returns the offset from which on nothing was committed or dropped until now. */
  private long commitLog() {
    try {
      long before = recordLog.commit(settledTo);
      commitAt = Long.MAX_VALUE;
      return before;
    } catch (IOException e) {
      // After a crash more would go twice; nothing else depends on it. A log that is closed drops
      // nothing any more.
      log.debug("The position {} can't be written; trying again", settledTo, e);
      commitAt = pulse.nanos() + RETRY.toNanos();
      return recordLog.committed();
    }
  }

  private void book(long floor) {
    for (Batch batch : untold) {
      for (Item item : batch.items()) {
        boolean refused = aside.remove(item.offset());
        if (item.offset() >= floor) {
          book(item, refused ? Fate.REFUSED : Fate.DELIVERED);
        }
      }
    }
    untold.clear();
    untoldItems = 0;
  }

  private void book(Item item, Fate fate) {
    switch (fate) {
      case DELIVERED -> ledger.delivered(item.offset(), item.stored());
      case REFUSED -> ledger.dropped(item.offset(), item.stored(), "refused");
    }
  }

  private enum Fate {
    DELIVERED,
    REFUSED
  }
}
