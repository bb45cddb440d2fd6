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
   * Returns when the log has all of them.
   *
   * @throws InterruptedException if the caller has to stop; the log has none of them.
   */
  void append(List<StoredRecord> records) throws InterruptedException {
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
