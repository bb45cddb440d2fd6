package io.tidegate.engine.deliver;

import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.supervise.Backoff;
import io.tidegate.log.RecordLog;
import io.tidegate.log.RecordLog.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log so that neither a failing disk nor a record that can't be read ends the delivery.
 * The two are told apart by whether what follows can be read.
 */
final class LogReader {

  private static final Logger log = LoggerFactory.getLogger(LogReader.class);

  /** Waiting costs nothing, and whoever waits is interrupted to stop. */
  private static final Duration FOREVER = Duration.ofDays(1);

  private static final int ATTEMPTS = 3;

  private final RecordLog<StoredRecord> recordLog;
  private final Ledger ledger;
  private final DeliverySettings settings;

  LogReader(RecordLog<StoredRecord> recordLog, Ledger ledger, DeliverySettings settings) {
    this.recordLog = recordLog;
    this.ledger = ledger;
    this.settings = settings;
  }

  /** Waits for records from {@code offset} on. */
  List<Entry<StoredRecord>> read(long offset, int most) throws InterruptedException {
    long from = offset;
    int failures = 0;
    while (true) {
      try {
        int entries = failures == 0 ? most : 1;
        List<Entry<StoredRecord>> read =
            recordLog.read(from, entries, settings.batchBytes(), FOREVER);
        if (!read.isEmpty()) {
          return read;
        }
      } catch (IOException | RuntimeException e) {
        failures++;
        tell(from, failures, e);
        pause(failures);
        if (failures > ATTEMPTS && isReadable(from + 1)) {
          ledger.dropped(1, "unreadable");
          from++;
        }
      }
    }
  }

  private void pause(int failures) throws InterruptedException {
    Backoff backoff = settings.refused();
    Thread.sleep(backoff.delay(failures));
  }

  private boolean isReadable(long offset) throws InterruptedException {
    try {
      return !recordLog.read(offset, 1, settings.batchBytes(), Duration.ZERO).isEmpty();
    } catch (IOException | RuntimeException e) {
      log.debug("Offset {} can't be read either", offset, e);
      return false;
    }
  }

  private static void tell(long offset, int failures, Exception e) {
    if (failures == 1) {
      log.warn("The log can't be read at {}; trying again", offset, e);
    } else {
      log.debug("The log still can't be read at {}", offset, e);
    }
  }
}
