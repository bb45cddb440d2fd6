package io.tidegate.engine.deliver;

import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.supervise.Backoff;
import io.tidegate.log.RecordLog;
import io.tidegate.log.RecordLog.Entry;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log so that neither a failing disk nor a record that can't be read ends the delivery.
 * The two are told apart by whether what follows can be read.
 */
final class LogReader {

  private static final Logger log = LoggerFactory.getLogger(LogReader.class);

  /** Waiting costs nothing, and whoever waits is interrupted to stop. */
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private static final int ATTEMPTS = 5;

  private final RecordLog<StoredRecord> recordLog;
  private final LongConsumer skipped;
  private final DeliverySettings settings;

  /**
   * Creates a reader.
   *
   * @param skipped told how many records were passed over because they can't be read.
   */
  LogReader(RecordLog<StoredRecord> recordLog, LongConsumer skipped, DeliverySettings settings) {
    this.recordLog = recordLog;
    this.skipped = skipped;
    this.settings = settings;
  }

  /** Waits until there is something to read. */
  void await(long offset) throws InterruptedException {
    try {
      boolean _ = recordLog.await(offset, FOREVER);
    } catch (IOException e) {
      log.debug("The log can't be waited for; reading it will tell", e);
    }
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
        if (failures > ATTEMPTS) {
          from = skip(from);
        }
      }
    }
  }

  /** Passes over what can't be read, if anything behind it can; a disk that is away comes back. */
  private long skip(long from) throws InterruptedException {
    long next = readableBehind(from);
    // Once more, since the disk may have come back between two looks.
    if (next == from || isReadable(from)) {
      return from;
    }
    log.error("The log can't be read from {} to {}: passed over", from, next - 1);
    skipped.accept(next - from);
    return next;
  }

  /** With steps that double, then halve: a bad sector may cost all of a segment behind it. */
  private long readableBehind(long from) throws InterruptedException {
    long end = recordLog.end();
    long bad = from;
    long good = from;
    for (long step = 1; good == from && bad < end - 1; step *= 2) {
      long probed = Math.min(from + step, end - 1);
      if (isReadable(probed)) {
        good = probed;
      } else {
        bad = probed;
      }
    }
    while (good > bad + 1) {
      long middle = bad + (good - bad) / 2;
      if (isReadable(middle)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return good;
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
