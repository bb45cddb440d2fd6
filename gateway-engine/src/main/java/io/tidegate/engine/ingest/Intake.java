package io.tidegate.engine.ingest;

import io.tidegate.engine.record.StoredRecord;
import io.tidegate.log.RecordLog;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends to the log, as long as it takes: while the disk fails, the caller waits. */
final class Intake {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final RecordLog<StoredRecord> recordLog;

  Intake(RecordLog<StoredRecord> recordLog) {
    this.recordLog = recordLog;
  }

  /**
   * Returns when the log has all that it can ever take. What is too much for one append goes in
   * parts, until only a record that can never be stored is left over (LOG-11, LOG-37).
   *
   * @throws InterruptedException if the caller has to stop; the log has none of those that the
   *     books were not told of.
   */
  void append(List<StoredRecord> records, Books books) throws InterruptedException {
    try {
      appendWhole(records);
    } catch (IllegalArgumentException e) {
      if (records.size() == 1) {
        books.refused(records.getFirst(), String.valueOf(e.getMessage()));
      } else {
        int half = records.size() / 2;
        append(records.subList(0, half), books);
        append(records.subList(half, records.size()), books);
      }
      return;
    }
    records.forEach(books::stored);
  }

  /** What became of each record. */
  interface Books {

    /** Why a record can't be stored, as users are told. */
    String DOES_NOT_FIT = "does not fit into the log";

    void stored(StoredRecord record);

    /** Not stored, and never will be. */
    void refused(StoredRecord record, String detail);
  }

  private void appendWhole(List<StoredRecord> records) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        recordLog.append(records);
        return;
      } catch (IOException e) {
        // The log's listener has told the user; the peer feels that it has to wait.
        log.debug("The log refused {} records", records.size(), e);
        Thread.sleep(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }
}
