package io.tidegate.log;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;

/**
 * A log in a folder of segment files. What it promises, and its file format, is in
 * docs/spec/record-log.md.
 *
 * @param <T> what is stored.
 */
public final class SegmentRecordLog<T> implements RecordLog<T> {

  private final LogSettings settings;
  private final Codec<T> codec;
  private final LogFolder folder;
  private final CursorFile cursor;
  private final Retained retained;
  private final AppendQueue<T> queue;
  private final LogReaders<T> readers;
  private final RecordBuffers buffers = new RecordBuffers();
  private final LogWriter<T> writer;
  private final Thread writerThread;

  private SegmentRecordLog(
      LogSettings settings,
      Codec<T> codec,
      LogListener<T> listener,
      LogClock clock,
      LogFolder folder)
      throws IOException {
    this.settings = settings;
    this.codec = codec;
    this.folder = folder;
    this.cursor = new CursorFile(folder, settings.sync());
    Recovery found = new Recovery(folder);
    found.run(cursor);
    queue = new AppendQueue<>();
    CursorBell bell = new CursorBell(queue);
    retained = new Retained(found.segments(), found.committed(), found.end(), bell);
    Told<T> told = new Told<>(listener);
    tellDamages(found, told);
    readers = new LogReaders<>(retained, codec, told);
    Tail tail = new Tail(new SegmentFiles(folder, settings.sync()), settings, retained, clock);
    SegmentPass<T> pass = new SegmentPass<>(codec, told);
    Retention<T> retention = new Retention<>(settings, retained, tail, cursor, pass, told, clock);
    Admission<T> admission =
        new Admission<>(settings.whenFull(), queue, retained, tail, retention, told, bell);
    writer =
        new LogWriter<>(settings.sync(), queue, retained, bell, admission, tail, retention, told);
    writerThread =
        Thread.ofPlatform()
            .name("record-log " + settings.folder().getFileName())
            .daemon()
            .unstarted(writer);
  }

  /**
   * Opens the log in the folder of the settings, and begins one if there is none.
   *
   * @throws IOException if the folder can't be used, or belongs to another process.
   */
  public static <T> SegmentRecordLog<T> open(
      LogSettings settings, Codec<T> codec, LogListener<T> listener) throws IOException {
    return open(settings, codec, listener, LogClock.SYSTEM);
  }

  static <T> SegmentRecordLog<T> open(
      LogSettings settings, Codec<T> codec, LogListener<T> listener, LogClock clock)
      throws IOException {
    LogFolder folder = LogFolder.open(settings.folder());
    try {
      SegmentRecordLog<T> log = new SegmentRecordLog<>(settings, codec, listener, clock, folder);
      log.writerThread.start();
      return log;
    } catch (IOException e) {
      folder.close();
      throw e;
    }
  }

  private void tellDamages(Recovery found, Told<T> told) {
    for (Recovery.Damage damage : found.damages()) {
      long lost = retained.addLost(damage.from(), damage.to());
      if (lost > 0 || damage.from() == damage.to()) {
        told.corrupted(lost, damage.detail());
      }
    }
  }

  @Override
  public long append(List<T> values) throws IOException, InterruptedException {
    if (values.isEmpty()) {
      return end();
    }
    RecordBuffer records = buffers.take();
    records.add(values, codec);
    if (!settings.quotaHas(0, records.length())) {
      throw new IllegalArgumentException(
          "%,d values of %,d bytes never fit into a quota of %,d"
              .formatted(values.size(), records.length(), settings.quotaBytes()));
    }
    Pending<T> pending = new Pending<>(values, records);
    queue.submit(pending);
    try {
      return pending.await();
    } catch (InterruptedException e) {
      if (queue.withdraw(pending)) {
        throw e;
      }
      // The writer has it: whoever hands over has to know whether it is stored (LOG-12).
      return awaitStubbornly(pending);
    } finally {
      if (pending.isDone()) {
        buffers.giveBack(records);
      }
    }
  }

  private static <T> long awaitStubbornly(Pending<T> pending) throws IOException {
    try {
      while (true) {
        try {
          return pending.await();
        } catch (InterruptedException e) {
          // The caller is told below.
        }
      }
    } finally {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean await(long offset, Duration wait) throws IOException, InterruptedException {
    return retained.awaitReadable(offset, new Patience(wait)) >= 0;
  }

  @Override
  public List<Entry<T>> read(long offset, int maxEntries, int maxBytes, Duration wait)
      throws IOException, InterruptedException {
    if (maxEntries < 1) {
      throw new IllegalArgumentException("maxEntries must be at least 1: " + maxEntries);
    }
    Patience patience = new Patience(wait);
    long at = retained.awaitReadable(offset, patience);
    while (at >= 0) {
      List<Entry<T>> entries = readAt(at, maxEntries, Math.max(1, maxBytes));
      if (!entries.isEmpty()) {
        return entries;
      }
      at = retained.awaitReadable(at, patience);
    }
    return List.of();
  }

  private List<Entry<T>> readAt(long offset, int maxEntries, int maxBytes)
      throws IOException, InterruptedException {
    LogReader<T> reader = readers.at(offset);
    boolean whole = false;
    try {
      List<Entry<T>> entries = reader.read(maxEntries, maxBytes);
      whole = true;
      return entries;
    } catch (ClosedByInterruptException e) {
      boolean interrupted = Thread.interrupted();
      throw (InterruptedException)
          new InterruptedException("reading was interrupted: " + interrupted).initCause(e);
    } finally {
      if (whole) {
        readers.rest(reader);
      } else {
        reader.close();
      }
    }
  }

  @Override
  public long committed() {
    return retained.committed();
  }

  @Override
  public long end() {
    return retained.end();
  }

  @Override
  public long commit(long offset) throws IOException {
    return retained.commit(offset);
  }

  @Override
  public Usage usage() {
    return retained.usage(settings.quotaBytes());
  }

  @Override
  public void close() throws IOException {
    retained.close();
    queue.close();
    awaitWriter();
    try (folder;
        cursor;
        readers) {
      IOException failure = writer.closeFailure();
      if (failure != null) {
        throw new IOException("closing the log: " + failure.getMessage(), failure);
      }
    }
  }

  /** A closing thread that is interrupted still has to see the log closed. */
  private void awaitWriter() {
    boolean interrupted = false;
    while (writerThread.isAlive()) {
      try {
        writerThread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
