package io.tidegate.config.gateway;

import io.tidegate.config.gateway.StorageConfig.Sync;
import io.tidegate.config.gateway.StorageConfig.WhenFull;
import java.nio.file.Path;
import java.time.Duration;

/** How records wait for delivery. */
public sealed interface StorageSettings {

  WhenFull whenFull();

  /** In memory only. */
  record Memory(int maxRecords, WhenFull whenFull) implements StorageSettings {}

  /**
   * In a log on disk.
   *
   * @param folder as configured; relative to the working directory, as in the Python gateway.
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
