package io.tidegate.app;

import io.tidegate.config.gateway.StorageSettings;
import io.tidegate.config.gateway.StorageSettings.Durable;
import io.tidegate.config.gateway.StorageSettings.Memory;
import io.tidegate.engine.ingest.LogWatch;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.record.StoredRecordCodec;
import io.tidegate.log.LogSettings;
import io.tidegate.log.MemoryRecordLog;
import io.tidegate.log.RecordLog;
import io.tidegate.log.SegmentRecordLog;
import io.tidegate.log.SyncPolicy;
import io.tidegate.log.WhenFull;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the log that a configuration asks for. */
final class Storage {

  /** The log's own folder within the configured one, which may hold the Python gateway's files. */
  static final String LOG_FOLDER = "tidegate-log";

  private static final long SEGMENT_BYTES = 8L << 20;

  private Storage() {}

  static RecordLog<StoredRecord> open(StorageSettings settings, LogWatch watch) throws IOException {
    return switch (settings) {
      case Memory memory ->
          new MemoryRecordLog<>(memory.maxRecords(), whenFull(memory), null, watch);
      case Durable durable ->
          SegmentRecordLog.open(logSettings(durable), new StoredRecordCodec(), watch);
    };
  }

  private static LogSettings logSettings(Durable durable) {
    Path folder = durable.folder().resolve(LOG_FOLDER);
    return new LogSettings(
        folder,
        SEGMENT_BYTES,
        durable.quotaBytes(),
        durable.maxAge().isZero() ? null : durable.maxAge(),
        whenFull(durable),
        sync(durable));
  }

  private static SyncPolicy sync(Durable durable) {
    return switch (durable.sync()) {
      case ALWAYS -> new SyncPolicy.Always();
      case INTERVAL -> new SyncPolicy.Interval(durable.syncInterval());
      case NEVER -> new SyncPolicy.Never();
    };
  }

  private static WhenFull whenFull(StorageSettings settings) {
    return switch (settings.whenFull()) {
      case DROP_OLDEST -> WhenFull.DROP_OLDEST;
      case DROP_NEWEST -> WhenFull.DROP_NEWEST;
      case BLOCK -> WhenFull.BLOCK;
    };
  }
}
