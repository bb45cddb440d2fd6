package io.tidegate.log;

import java.util.List;

/**
 * Told what happens to a log besides appending and reading. Called from the log's own thread and
 * from those that open, read or append; must return soon and may not call the log.
 *
 * @param <T> the type of the values.
 */
public interface LogListener<T> {

  /** Values that were not yet committed are gone, for a reason the user chose. */
  void dropped(List<T> values, DropReason reason);

  /**
   * {@code count} values can't be read any more; {@code detail} names the file and the cause. The
   * count is 0 if something broken was found and no acknowledged value is known to be lost.
   */
  void corrupted(long count, String detail);

  /** The disk fails; the log goes on trying. Called once per outage. */
  void failing(String detail);

  /** The disk works again. */
  void healed();

  /** Why values were dropped. */
  enum DropReason {
    /** The quota in bytes was reached. */
    QUOTA,
    /** The value was older than the age that was configured. */
    AGE
  }
}
