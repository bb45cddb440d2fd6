package io.tidegate.app;

import io.tidegate.config.gateway.StorageSettings;
import io.tidegate.data.UplinkRecord;
import io.tidegate.engine.ingest.ImportIngest;
import io.tidegate.engine.ingest.Ingest;
import io.tidegate.legacy.PythonStorage;
import io.tidegate.legacy.PythonStorage.Postponed;
import io.tidegate.legacy.PythonStorage.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the Python gateway could not send any more, taken over once. */
final class PythonBacklog {

  /** The account of the records, in place of a connector: the Python gateway kept none. */
  static final String ACCOUNT = "(python gateway)";

  private static final Logger log = LoggerFactory.getLogger(PythonBacklog.class);

  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);
  private static final int MOST_TOLD = 100;

  private final PythonStorage storage;
  private final ImportIngest ingest;
  private long records;
  private long unreadable;
  private long told = System.nanoTime();

  private PythonBacklog(PythonStorage storage, ImportIngest ingest) {
    this.storage = storage;
    this.ingest = ingest;
  }

  /**
   * Takes over what is there, and returns when all of it is in the log. What can't be read now is
   * left for the next start.
   */
  static void takeOver(StorageSettings settings, Ingest ingest) throws InterruptedException {
    switch (settings) {
      case StorageSettings.Durable durable -> takeOver(durable.folder(), ingest);
      case StorageSettings.Memory _ -> {} // the Python gateway's is gone with its process
    }
  }

  private static void takeOver(Path folder, Ingest ingest) throws InterruptedException {
    try {
      PythonStorage storage = PythonStorage.open(folder);
      if (!storage.isEmpty()) {
        new PythonBacklog(storage, ingest.imports(ACCOUNT)).takeOver();
      }
    } catch (IOException e) {
      log.error(
          "what the Python gateway left in {} is not taken over until the next start: {}",
          folder,
          e.toString());
    }
  }

  private void takeOver() throws InterruptedException {
    log.info("taking over what the Python gateway left: {}", storage.files());
    Summary summary = storage.importAll(this::accept, this::unreadable);
    for (Postponed postponed : summary.postponed()) {
      log.error(
          "{} is not taken over until the next start: {}",
          postponed.file(),
          postponed.cause().toString());
    }
    log.info(
        "taken over from the Python gateway: {} records; {} messages could not be read, {} were"
            + " about the gateway itself and are left out",
        summary.records(),
        summary.unreadable(),
        summary.own());
  }

  private void accept(List<UplinkRecord> batch) throws InterruptedException {
    ingest.accept(batch);
    records += batch.size();
    if (System.nanoTime() - told > SIGN_OF_LIFE.toNanos()) {
      told = System.nanoTime();
      log.info("{} records taken over so far", records);
    }
  }

  private void unreadable(Path file, long line, String reason) {
    ingest.rejected("unreadable");
    if (++unreadable <= MOST_TOLD) {
      log.warn("{}, {}: not taken over: {}", file, line == 0 ? "end" : "line " + line, reason);
    }
  }
}
