package io.tidegate.log;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A bounded, append-only log with one committed position. Every value has an offset that is one
 * more than that of the value before it, for ever. Safe for use by several threads.
 *
 * @param <T> what is stored; the log itself sees only the bytes its {@link Codec} makes of it.
 */
public interface RecordLog<T> extends Closeable {

  /**
   * Appends values as one unit, waits until they are as safe as the log was configured to make
   * them, and returns the offset after the last. One commit serves every thread that waits. At the
   * quota it blocks or drops, as configured; what is dropped goes to the {@link LogListener}.
   *
   * @throws IOException if the disk refused; nothing of the values is stored, and a later append
   *     may succeed again.
   * @throws IllegalArgumentException if they can never be stored, one of them having no encoding or
   *     all together being larger than the whole quota; nothing of them is. Smaller parts may be.
   */
  long append(List<T> values) throws IOException, InterruptedException;

  /**
   * Waits at most {@code wait} for an entry at or after {@code offset}; returns whether there is
   * one. A wait of {@link java.time.temporal.ChronoUnit#FOREVER} has no end.
   */
  boolean await(long offset, Duration wait) throws IOException, InterruptedException;

  /**
   * Reads from {@code offset} on, waiting at most {@code wait} for the first entry. Returns up to
   * {@code maxEntries} entries of together about {@code maxBytes}, but at least one if there is
   * one. Offsets that are no longer retained are skipped.
   */
  List<Entry<T>> read(long offset, int maxEntries, int maxBytes, Duration wait)
      throws IOException, InterruptedException;

  /** The offset to resume reading from: everything below it was committed. */
  long committed();

  /** The offset that the next appended value gets. */
  long end();

  /**
   * Marks everything below {@code offset} as delivered; its space may be reclaimed. Returns the
   * committed offset of the moment before: what lay below it was committed or is told to have been
   * dropped, and what lay from there on to {@code offset} will never be.
   */
  long commit(long offset) throws IOException;

  /** How much the log holds and may hold. */
  Usage usage();

  /**
   * One stored value.
   *
   * @param <T> the type of the value.
   * @param offset its position, strictly increasing.
   * @param value the value that was appended.
   */
  record Entry<T>(long offset, T value) {}

  /**
   * The size of a log.
   *
   * @param entries how many values are stored and not yet committed.
   * @param bytes what the log occupies.
   * @param quota what it may occupy, in bytes.
   */
  record Usage(long entries, long bytes, long quota) {}
}
