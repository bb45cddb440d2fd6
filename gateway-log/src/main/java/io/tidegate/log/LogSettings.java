package io.tidegate.log;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link SegmentRecordLog} keeps its values.
 *
 * @param folder holds the files of this log and nothing else; created if it is not there.
 * @param segmentBytes the size at which a new file begins; a quarter of the quota if that is less.
 * @param quotaBytes what the segments may occupy together.
 * @param maxAge how long a value is kept if it is not delivered; null for no limit.
 * @param whenFull what happens at the quota.
 * @param sync when values are forced to the disk.
 */
public record LogSettings(
    Path folder,
    long segmentBytes,
    long quotaBytes,
    @Nullable Duration maxAge,
    WhenFull whenFull,
    SyncPolicy sync) {

  private static final long DEFAULT_SEGMENT = 8L << 20;
  private static final long DEFAULT_QUOTA = 1L << 30;
  private static final long SMALLEST_QUOTA = 4096;

  public LogSettings {
    if (segmentBytes <= 0) {
      throw new IllegalArgumentException("segmentBytes must be positive: " + segmentBytes);
    }
    if (quotaBytes < SMALLEST_QUOTA) {
      throw new IllegalArgumentException(
          "quotaBytes must be at least " + SMALLEST_QUOTA + ": " + quotaBytes);
    }
    if (maxAge != null && !maxAge.isPositive()) {
      throw new IllegalArgumentException("maxAge must be positive: " + maxAge);
    }
    segmentBytes = Math.min(segmentBytes, quotaBytes / 4);
  }

  /** Whether an append of so many bytes stays within the quota beside what is stored. */
  boolean quotaHas(long stored, long bytes) {
    // Segments that it may begin: each is at least half full, or one record.
    long headers = SegmentHeader.SIZE * (2 + 2 * bytes / segmentBytes);
    return stored + bytes + headers <= quotaBytes;
  }

  /** Segments of 8 MiB, 1 GiB in all, no age limit, the oldest dropped, every commit synced. */
  public static LogSettings of(Path folder) {
    return new LogSettings(
        folder,
        DEFAULT_SEGMENT,
        DEFAULT_QUOTA,
        null,
        WhenFull.DROP_OLDEST,
        new SyncPolicy.Always());
  }

  public LogSettings withSegmentBytes(long bytes) {
    return new LogSettings(folder, bytes, quotaBytes, maxAge, whenFull, sync);
  }

  public LogSettings withQuotaBytes(long bytes) {
    return new LogSettings(folder, segmentBytes, bytes, maxAge, whenFull, sync);
  }

  public LogSettings withMaxAge(@Nullable Duration age) {
    return new LogSettings(folder, segmentBytes, quotaBytes, age, whenFull, sync);
  }

  public LogSettings withWhenFull(WhenFull policy) {
    return new LogSettings(folder, segmentBytes, quotaBytes, maxAge, policy, sync);
  }

  public LogSettings withSync(SyncPolicy policy) {
    return new LogSettings(folder, segmentBytes, quotaBytes, maxAge, whenFull, policy);
  }
}
