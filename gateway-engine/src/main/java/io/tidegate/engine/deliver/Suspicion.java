package io.tidegate.engine.deliver;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the record on which the platform closes the connection instead of refusing it, as servers
 * of MQTT 3.1.1 do. Outlives connections.
 *
 * <p>When several connections in a row end at the same place of the log, one batch at a time goes,
 * half as large after each loss, until a record is alone. A loss of it alone counts only on a
 * connection that has just taken another record: so neither an outage nor a platform that takes
 * nothing at all puts a good record aside.
 */
final class Suspicion {

  private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);

  /** Connections that end at one place before it is suspected, and then at one record alone. */
  private static final int LOSSES = 3;

  private static final long NOWHERE = -1;

  private long place = NOWHERE;
  private int losses;
  private boolean active;
  private long until;
  private int most;
  private int strikes;
  private String reason = "";

  /**
   * A connection has ended.
   *
   * @param unanswered the oldest batch that the platform did not answer; null if there was none.
   * @param sentTo the offset up to which the connection had sent.
   * @param tookAnother whether the connection had taken another record just before.
   */
  synchronized void lost(
      @Nullable Batch unanswered, long sentTo, boolean tookAnother, String cause) {
    int size = unanswered == null ? 0 : Batch.sendable(unanswered.items()).size();
    if (unanswered == null || size == 0) {
      return;
    }
    long at = unanswered.items().getFirst().offset();
    if (at != place) {
      place = at;
      losses = 0;
      strikes = 0;
    }
    losses++;
    if (active) {
      narrow(size, tookAnother, cause);
    } else if (losses >= LOSSES) {
      log.warn("{} connections ended at one place of the log: looking for the cause", losses);
      active = true;
      until = Math.max(sentTo, unanswered.to());
      most = size;
    }
  }

  private void narrow(int size, boolean tookAnother, String cause) {
    most = Math.max(1, size / 2);
    if (size == 1 && tookAnother) {
      strikes++;
      reason = "the platform closes the connection on it: " + cause;
    }
  }

  /** Everything below the offset is dealt with; where that goes well, more may go at once. */
  synchronized void passed(long offset) {
    most = (int) Math.min(Integer.MAX_VALUE, 2L * most);
    if (active && offset >= until) {
      active = false;
      notifyAll();
    }
  }

  /** The record that is suspected most has been put aside. */
  synchronized void solved() {
    active = false;
    place = NOWHERE;
    notifyAll();
  }

  /** Whether to go carefully. */
  synchronized boolean active() {
    return active;
  }

  /** Waits until there is no need for care. */
  synchronized void awaitCalm() throws InterruptedException {
    while (active) {
      wait();
    }
  }

  /** How many records may go at once. */
  synchronized int most() {
    return active ? most : Integer.MAX_VALUE;
  }

  /** Where a single record is that the platform has closed the connection on; else -1. */
  synchronized long alone() {
    return active && most == 1 ? place : NOWHERE;
  }

  /** Why the only record of this batch is not to be sent again; null if it is. */
  synchronized @Nullable String verdict(Batch batch) {
    boolean accused = batch.items().size() == 1 && batch.items().getFirst().offset() == place;
    return active && accused && strikes >= LOSSES ? reason : null;
  }
}
