package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The section {@code storage}: the keys of the Python gateway, and ours. */
public record StorageConfig(
    @Doc("`memory` loses what waits at a stop; `file` and `sqlite` are the same durable log.")
        Type type,
    @Doc("Of the Python gateway's `memory`; no effect.") @Key("read_records_count")
        @Nullable Integer readRecordsCount,
    @Doc("With `memory`: most records that wait.")
        @Key("max_records_count")
        @Default("10000")
        @Range(min = 1, max = Integer.MAX_VALUE)
        int maxRecordsCount,
    @Doc("The folder, except with `sqlite`.") @Key("data_folder_path") @Default("./")
        String dataFolderPath,
    @Doc("Of the Python gateway's `file`; no effect: `quotaBytes` is the limit.")
        @Key("max_file_count")
        @Nullable Integer maxFileCount,
    @Doc("Of the Python gateway's `file`; no effect: `quotaBytes` is the limit.")
        @Key("max_records_per_file")
        @Nullable Integer maxRecordsPerFile,
    @Doc("Of the Python gateway's `file` and `sqlite`; no effect.") @Key("max_read_records_count")
        @Nullable Integer maxReadRecordsCount,
    @Doc("Of the Python gateway's `file`; no effect: see `sync`.") @Key("max_records_between_fsync")
        @Nullable Integer maxRecordsBetweenFsync,
    @Doc("Ignored by the Python gateway too.") @Key("no_records_sleep_interval")
        @Nullable Integer noRecordsSleepInterval,
    @Doc("With `sqlite`: the folder; a file name after the last `/` does not count.")
        @Key("data_file_path")
        @Default("./")
        String dataFilePath,
    @Doc("Of the Python gateway's `sqlite`; no effect.") @Key("messages_ttl_check_in_hours")
        @Nullable Integer messagesTtlCheckInHours,
    @Doc("With `sqlite`: days after which a waiting record is dropped, 0 for never.")
        @Key("messages_ttl_in_days")
        @Default("7")
        @Range(min = 0, max = 36_500)
        int messagesTtlInDays,
    @Doc("Of the Python gateway's `sqlite`; no effect: see `sync`.") @Key("writing_batch_size")
        @Nullable Integer writingBatchSize,
    @Doc("With `sqlite`: megabytes of a database file; times `max_db_amount` it is the quota.")
        @Key("size_limit")
        @Default("1024")
        @Range(min = 1, max = 1_000_000)
        int sizeLimit,
    @Doc("With `sqlite`: most database files.")
        @Key("max_db_amount")
        @Default("10")
        @Range(min = 1, max = 100_000)
        int maxDbAmount,
    @Doc("Of the Python gateway's `sqlite`; no effect.") @Key("oversize_check_period")
        @Nullable Integer oversizeCheckPeriod,
    @Doc("Most bytes on disk. Without it: 1 GiB with `file`, see `size_limit` with `sqlite`.")
        @Range(min = 1_048_576, max = Long.MAX_VALUE)
        @Nullable Long quotaBytes,
    @Doc(
            "Days after which a waiting record is dropped, 0 for never. Without it: never with `file`,"
                + " `messages_ttl_in_days` with `sqlite`.")
        @Range(min = 0, max = 36_500)
        @Nullable Integer maxAgeDays,
    @Doc("What happens at the quota; `block` makes devices and brokers wait.")
        @Default("dropOldest")
        WhenFull whenFull,
    @Doc("When records are forced to disk; `always` alone survives a power cut without a loss.")
        @Default("always")
        Sync sync,
    @Doc("Milliseconds between two forced writes with `interval`.")
        @Default("1000")
        @Range(min = 1, max = 3_600_000)
        int syncIntervalMs)
    implements Checked {

  private static final long FILE_QUOTA = 1L << 30;
  private static final String BATCHES =
      "has no effect: a message takes as many as the limits allow";

  /** The kinds of storage. */
  public enum Type {
    @Key("memory")
    MEMORY,
    @Key("file")
    FILE,
    @Key("sqlite")
    SQLITE
  }

  /** What happens when no more fits. */
  public enum WhenFull {
    @Key("dropOldest")
    DROP_OLDEST,
    @Key("dropNewest")
    DROP_NEWEST,
    @Key("block")
    BLOCK
  }

  /** When records are forced to disk. */
  public enum Sync {
    @Key("always")
    ALWAYS,
    @Key("interval")
    INTERVAL,
    @Key("never")
    NEVER
  }

  // The shipped file has the keys of all types side by side: only those of the type in use matter.
  @Override
  public void check(Problems problems) {
    switch (type) {
      case MEMORY -> warn(problems, "read_records_count", readRecordsCount, BATCHES);
      case FILE -> {
        String quota = "has no effect: quotaBytes (%,d) is the limit".formatted(quota());
        warn(problems, "max_file_count", maxFileCount, quota);
        warn(problems, "max_records_per_file", maxRecordsPerFile, quota);
        warn(problems, "max_read_records_count", maxReadRecordsCount, BATCHES);
        warn(
            problems,
            "max_records_between_fsync",
            maxRecordsBetweenFsync,
            "has no effect: `sync` says when records are forced to disk");
      }
      case SQLITE -> {
        String log = "has no effect: records are kept in a log of the gateway's own";
        warn(problems, "writing_batch_size", writingBatchSize, log);
        warn(problems, "oversize_check_period", oversizeCheckPeriod, log);
        warn(problems, "max_read_records_count", maxReadRecordsCount, BATCHES);
        if (!dataFilePath.endsWith("/")) {
          problems.warning(
              "data_file_path", "means the folder `%s`; end it with `/`".formatted(folder()));
        }
      }
    }
  }

  private static void warn(Problems problems, String key, @Nullable Integer given, String message) {
    if (given != null) {
      problems.warning(key, message);
    }
  }

  /** What it comes to, whatever the names. */
  public StorageSettings settings() {
    return switch (type) {
      case MEMORY -> new StorageSettings.Memory(Path.of(folder()), maxRecordsCount, whenFull);
      case FILE, SQLITE ->
          new StorageSettings.Durable(
              Path.of(folder()),
              quota(),
              Duration.ofDays(maxAge()),
              whenFull,
              sync,
              Duration.ofMillis(syncIntervalMs));
    };
  }

  private String folder() {
    String path = type == Type.SQLITE ? directoryPart(dataFilePath) : dataFolderPath;
    return path.isEmpty() ? "./" : path;
  }

  private static String directoryPart(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private long quota() {
    if (quotaBytes != null) {
      return quotaBytes;
    }
    return type == Type.FILE ? FILE_QUOTA : sizeLimit * 1_000_000L * maxDbAmount;
  }

  // The Python gateway never drops a record of its `file` storage for its age.
  private int maxAge() {
    if (maxAgeDays != null) {
      return maxAgeDays;
    }
    return type == Type.FILE ? 0 : messagesTtlInDays;
  }
}
