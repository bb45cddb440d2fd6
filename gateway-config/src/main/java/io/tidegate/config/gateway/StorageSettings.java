package io.tidegate.config.gateway;

import io.tidegate.config.gateway.StorageConfig.Sync;
import io.tidegate.config.gateway.StorageConfig.WhenFull;
import java.nio.file.Path;
import java.time.Duration;

/** How records wait for delivery. */
public sealed interface StorageSettings {

  /**
   * Where the gateway keeps its files, as configured; relative to the working directory, as in the
   * Python gateway.
   */
  Path folder();

  WhenFull whenFull();

  /** In memory only; the folder is for what is no record. */
  record Memory(Path folder, int maxRecords, WhenFull whenFull) implements StorageSettings {}

  /**
   * In a log on disk.
   *
   * @param quotaBytes the most it may take.
   * @param maxAge zero: no record is too old.
   * @param syncInterval of {@link Sync#INTERVAL}.
   */
  record Durable(
      Path folder,
      long quotaBytes,
      Duration maxAge,
      WhenFull whenFull,
      Sync sync,
      Duration syncInterval)
      implements StorageSettings {}
}
