package io.tidegate.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.log.RecordLog.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random actions, and after each what a list in memory would say. */
final class LogModelTest {

  private static final int STEPS = 400;

  /** More than all steps write. */
  private static final int QUOTA = 4 << 20;

  @TempDir Path parent;

  private Path folder = Path.of("");
  private Random random = new Random(0);
  private CapturingListener listener = new CapturingListener();

  private final List<String> model = new ArrayList<>();
  private final TreeSet<Long> lost = new TreeSet<>();
  private long committed;
  private int copies;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theLogDoesWhatAListWouldDo(long seed) throws Exception {
    random = new Random(seed);
    folder = parent.resolve("log");
    RecordLog<String> log = open();
    int step = 0;
    try {
      for (; step < STEPS; step++) {
        log = act(log);
        assertThat(log.end()).isEqualTo(model.size());
        assertThat(log.committed()).isEqualTo(committed);
      }
      log.close();
      log = checked(open());
    } catch (AssertionError | Exception e) {
      throw new AssertionError("seed " + seed + ", step " + step + ": " + e.getMessage(), e);
    } finally {
      log.close();
    }
  }

  private RecordLog<String> act(RecordLog<String> log) throws Exception {
    int dice = random.nextInt(100);
    if (dice < 2) {
      appendTooMuch(log);
    } else if (dice < 50) {
      append(log);
    } else if (dice < 75) {
      read(log);
    } else if (dice < 85) {
      committed = skipLost(committed + random.nextLong(model.size() - committed + 1));
      log.commit(committed);
    } else if (dice < 90) {
      log.close();
      return open();
    } else if (dice < 94) {
      return crash(log);
    } else if (dice < 97) {
      log.close();
      flipBit();
      return checked(open());
    } else {
      log.close();
      tearTail();
      return open();
    }
    return log;
  }

  private RecordLog<String> open() throws IOException {
    listener = new CapturingListener();
    LogSettings settings =
        LogSettings.of(folder)
            .withSegmentBytes(3000)
            .withQuotaBytes(QUOTA)
            .withSync(new SyncPolicy.Never());
    return SegmentRecordLog.open(settings, new TextCodec(), listener);
  }

  private void append(RecordLog<String> log) throws Exception {
    List<String> batch = new ArrayList<>();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      batch.add((model.size() + i) + ":" + "x".repeat(random.nextInt(300)));
    }
    model.addAll(batch);
    assertThat(log.append(batch)).isEqualTo(model.size());
  }

  private void appendTooMuch(RecordLog<String> log) { // LOG-37
    List<String> batch = Collections.nCopies(1 + random.nextInt(12), "x".repeat(QUOTA));
    assertThatThrownBy(() -> log.append(batch)).isInstanceOf(IllegalArgumentException.class);
  }

  private void read(RecordLog<String> log) throws Exception {
    if (committed < model.size()) {
      long from = committed + random.nextLong(model.size() - committed);
      int count = 1 + random.nextInt(20);
      List<Entry<String>> entries = log.read(from, count, 1 << 20, Duration.ZERO);
      assertThat(entries).isEqualTo(expected(from, count));
      learnCommitted(log);
    }
  }

  private List<Entry<String>> expected(long from, int count) {
    List<Entry<String>> entries = new ArrayList<>();
    for (long at = from; at < model.size() && entries.size() < count; at++) {
      if (!lost.contains(at)) {
        entries.add(new Entry<>(at, model.get((int) at)));
      }
    }
    return entries;
  }

  /** The log moves over lost offsets once it knows them: by reading. */
  private void learnCommitted(RecordLog<String> log) {
    if (log.committed() == skipLost(committed)) {
      committed = log.committed();
    }
  }

  private long skipLost(long offset) {
    long at = offset;
    while (lost.contains(at)) {
      at++;
    }
    return at;
  }

  private RecordLog<String> checked(RecordLog<String> log) throws Exception {
    checkAll(log);
    return log;
  }

  /** Of a log just opened: what is lost is told once per process. */
  private void checkAll(RecordLog<String> log) throws Exception {
    List<String> values =
        expected(committed, Integer.MAX_VALUE).stream().map(Entry::value).toList();
    long before = committed;
    assertThat(RecordLogContract.readAll(log)).isEqualTo(values);
    learnCommitted(log);
    assertThat(log.usage().entries()).isEqualTo(values.size());
    assertThat(listener.corrupted()).isEqualTo(lost.tailSet(before).size());
  }

  /** What is on the disk at this moment is all that a killed process leaves. */
  private RecordLog<String> crash(RecordLog<String> log) throws Exception {
    Path copy = Files.createDirectory(parent.resolve("copy" + copies++));
    // The cursor last, since segments are deleted after it was saved.
    for (Path file : files(folder, ".log")) {
      copyIfThere(file, copy);
    }
    copyIfThere(folder.resolve("cursor"), copy);
    log.close();
    folder = copy;
    RecordLog<String> next = open();
    assertThat(next.committed()).isLessThanOrEqualTo(committed);
    // The saved cursor may lag (LOG-29).
    next.commit(committed);
    return next;
  }

  private static void copyIfThere(Path file, Path target) throws IOException {
    try {
      Files.copy(file, target.resolve(file.getFileName()));
    } catch (NoSuchFileException e) {
      // The writer was quicker.
    }
  }

  private void flipBit() throws IOException {
    List<Path> segments = files(folder, ".log");
    if (segments.size() < 2) {
      return;
    }
    int index = random.nextInt(segments.size() - 1);
    long first = first(segments.get(index));
    long next = first(segments.get(index + 1));
    long victim = first + random.nextLong(next - first);
    if (victim < model.size() && lost.add(victim)) {
      long start = SegmentHeader.SIZE;
      for (long at = first; at < victim; at++) {
        start += size(at);
      }
      flip(segments.get(index), start + random.nextLong(size(victim)));
    }
  }

  private void flip(Path file, long position) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(position);
      int old = bytes.read();
      bytes.seek(position);
      bytes.write(old ^ (1 << random.nextInt(8)));
    }
  }

  /** Cuts the last segment anywhere in what is not committed. */
  private void tearTail() throws IOException {
    List<Path> segments = files(folder, ".log");
    Path last = segments.isEmpty() ? folder : segments.getLast();
    long first = segments.isEmpty() ? model.size() : first(last);
    if (first < committed || first >= model.size()) {
      return;
    }
    long length = random.nextLong(Files.size(last) + 1);
    try (RandomAccessFile bytes = new RandomAccessFile(last.toFile(), "rw")) {
      bytes.setLength(length);
    }
    long end = first;
    long position = SegmentHeader.SIZE;
    while (end < model.size() && position + size(end) <= length) {
      position += size(end);
      end++;
    }
    model.subList((int) end, model.size()).clear();
    lost.tailSet(end).clear();
  }

  private long size(long offset) {
    return (long) RecordFormat.HEADER + Integer.BYTES + model.get((int) offset).length();
  }

  private static long first(Path segment) {
    return Long.parseLong(String.valueOf(segment.getFileName()).substring(0, 20));
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
