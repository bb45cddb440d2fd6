package io.tidegate.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.log.LogListener.DropReason;
import io.tidegate.log.RecordLog.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentRecordLogTest extends RecordLogContract {

  @TempDir Path folder;

  @Override
  RecordLog<String> open(WhenFull whenFull, @Nullable Duration maxAge) throws IOException {
    return open(settings().withWhenFull(whenFull).withMaxAge(maxAge));
  }

  @Override
  RecordLog<String> openSmall(WhenFull whenFull) throws IOException {
    // Several logs in one test: each in a folder of its own.
    Path own = Files.createTempDirectory(folder, "small");
    return open(LogSettings.of(own).withQuotaBytes(6000).withWhenFull(whenFull));
  }

  private LogSettings settings() {
    return LogSettings.of(folder.resolve("log")).withSegmentBytes(500);
  }

  private RecordLog<String> open(LogSettings settings) throws IOException {
    return SegmentRecordLog.open(settings, new TextCodec(), listener, clock);
  }

  private List<Path> segments() throws IOException {
    try (var files = Files.list(folder.resolve("log"))) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  // Who is told that nothing is stored hands over again, with another time.
  @Test
  void anInterruptedAppendSaysWhetherItsValuesAreStored() throws Exception { // LOG-12
    List<String> stored = new ArrayList<>();
    try (RecordLog<String> log = open()) {
      Thread appending = Thread.currentThread();
      AtomicBoolean over = new AtomicBoolean();
      Thread interrupting =
          Thread.ofPlatform()
              .start(() -> {
                while (!over.get()) {
                  appending.interrupt();
                  LockSupport.parkNanos(50_000);
                }
              });
      for (int i = 0; i < 2_000; i++) {
        try {
          log.append(values(i, 1));
          stored.addAll(values(i, 1));
        } catch (InterruptedException e) {
          // Not stored.
        }
      }
      over.set(true);
      while (interrupting.isAlive()) {
        LockSupport.parkNanos(100_000);
      }
      boolean interrupted = Thread.interrupted();
      assertThat(readAll(log)).as("interrupted: %s", interrupted).isEqualTo(stored);
    }
  }

  @Test
  void valuesAndTheCommittedOffsetSurviveClosing() throws Exception { // LOG-6, LOG-29
    try (RecordLog<String> log = open()) {
      log.append(values(0, 100));
      log.commit(42);
    }
    try (RecordLog<String> log = open()) {
      assertThat(log.committed()).isEqualTo(42);
      assertThat(log.end()).isEqualTo(100);
      assertThat(readAll(log)).isEqualTo(values(42, 58));
      assertThat(log.append(values(100, 1))).isEqualTo(101);
    }
    assertThat(listener.damages).isEmpty();
  }

  @Test
  void offsetsGoOnAfterEverythingWasDelivered() throws Exception { // LOG-20, LOG-32
    try (RecordLog<String> log = open()) {
      log.append(values(0, 100));
      log.commit(100);
    }
    try (RecordLog<String> log = open()) {
      assertThat(log.end()).isEqualTo(100);
      assertThat(log.append(values(100, 1))).isEqualTo(101);
      assertThat(segments()).hasSizeLessThanOrEqualTo(2);
    }
    try (RecordLog<String> log = open()) {
      assertThat(readAll(log)).containsExactly("value 100");
    }
  }

  @Test
  void everySyncPolicyKeepsWhatWasAppendedUntilClose() throws Exception { // LOG-6, LOG-42
    for (SyncPolicy policy :
        List.of(new SyncPolicy.Interval(Duration.ofMillis(1)), new SyncPolicy.Never())) {
      LogSettings settings = settings().withSync(policy);
      try (RecordLog<String> log = open(settings)) {
        log.append(values(0, 50));
        log.commit(log.end());
        log.append(values(0, 50));
      }
      try (RecordLog<String> log = open(settings)) {
        assertThat(readAll(log)).isEqualTo(values(0, 50));
        log.commit(log.end());
      }
    }
  }

  @Test
  void aFolderBelongsToOneLog() throws Exception { // LOG-4
    RecordLog<String> log = open();
    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("in use");
    log.close();
    open().close();
  }

  @Test
  void aValueLargerThanASegmentGetsOneOfItsOwn() throws Exception { // LOG-1
    String huge = "x".repeat(600_000);
    try (RecordLog<String> log = open()) {
      log.append(List.of("before", huge, "after"));
    }
    try (RecordLog<String> log = open()) {
      assertThat(readAll(log)).containsExactly("before", huge, "after");
    }
  }

  @Test
  void aReadStopsAtTheNumberOfBytesAsked() throws Exception { // LOG-28
    try (RecordLog<String> log = open()) {
      log.append(List.of("a".repeat(96), "b".repeat(96), "c".repeat(96)));
      assertThat(log.read(0, 10, 1, Duration.ZERO)).hasSize(1);
      assertThat(log.read(0, 10, 101, Duration.ZERO)).hasSize(2);
    }
  }

  @Test
  void aValueWithoutEncodingIsRefusedForEver() throws Exception { // LOG-11
    Codec<String> refusing =
        new Codec<>() {
          @Override
          public void encode(String value, java.io.DataOutput out) throws IOException {
            out.writeInt(1);
            if (value.isEmpty()) {
              throw new IOException("empty");
            }
          }

          @Override
          public String decode(java.io.DataInput in) throws IOException {
            return String.valueOf(in.readInt());
          }
        };
    try (RecordLog<String> log = SegmentRecordLog.open(settings(), refusing, listener)) {
      assertThatThrownBy(() -> log.append(List.of("good", "")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("empty");
      assertThat(log.append(List.of("good"))).isEqualTo(1);
    }
  }

  @Test
  void theQuotaAlsoHoldsOverReopenings() throws Exception { // LOG-33
    LogSettings small = LogSettings.of(folder.resolve("log")).withQuotaBytes(6000);
    for (int i = 0; i < 40; i++) {
      try (RecordLog<String> log = open(small)) {
        log.append(List.of(large(i)));
        assertThat(log.usage().bytes()).isLessThanOrEqualTo(6000);
      }
    }
    try (RecordLog<String> log = open(small)) {
      listener.dropped.addAll(readAll(log));
    }
    assertThat(listener.dropped).hasSize(40).endsWith(large(39)).startsWith(large(0));
  }

  @Test
  void whatIsFoundAtTheOpeningAgesByItsTimeStamp() throws Exception { // LOG-41
    LogSettings settings = settings().withMaxAge(Duration.ofHours(8));
    try (RecordLog<String> log = open(settings)) {
      log.append(List.of("old"));
    }
    clock.pass(Duration.ofHours(5));
    try (RecordLog<String> log = open(settings)) {
      log.append(List.of("young"));
    }
    clock.pass(Duration.ofHours(5));
    try (RecordLog<String> log = open(settings)) {
      assertThat(listener.nextDropped()).isEqualTo("old");
      assertThat(log.read(0, 9, 1 << 20, LONG)).extracting(Entry::value).containsExactly("young");
    }
    assertThat(listener.reasons).containsExactly(DropReason.AGE);
  }

  @Test
  void aClockThatWasNotSetOrWasAheadDoesNotExpireValuesAtTheOpening() throws Exception { // LOG-41
    LogSettings settings = settings().withMaxAge(Duration.ofHours(8));
    long today = clock.wallMillis();
    clock.set(1000);
    try (RecordLog<String> log = open(settings)) {
      log.append(List.of("from 1970"));
    }
    clock.set(today + Duration.ofDays(4000).toMillis());
    try (RecordLog<String> log = open(settings)) {
      log.append(List.of("from the future"));
    }
    clock.set(today);
    try (RecordLog<String> log = open(settings)) {
      clock.pass(Duration.ofHours(7));
      log.append(List.of("now"));
      assertThat(readAll(log)).containsExactly("from 1970", "from the future", "now");
      clock.pass(Duration.ofHours(2));
      log.append(List.of("later"));
      assertThat(listener.nextDropped()).isEqualTo("from 1970");
      assertThat(listener.nextDropped()).isEqualTo("from the future");
    }
  }

  @Test
  void ageIsCheckedWhileNothingIsAppended() throws Exception { // LOG-39
    LogSettings settings = settings().withMaxAge(Duration.ofMillis(20));
    try (RecordLog<String> log = SegmentRecordLog.open(settings, new TextCodec(), listener)) {
      log.append(List.of("short-lived"));
      assertThat(listener.nextDropped()).isEqualTo("short-lived");
      assertThat(log.append(List.of("next"))).isEqualTo(2);
    }
  }

  @Test
  void anIdleLogWaitsWithoutATimeLimit() throws Exception { // LOG-43
    try (RecordLog<String> log = open()) {
      log.append(values(0, 10));
      log.commit(5);
      Thread writer =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("record-log log"))
              .findAny()
              .orElseThrow();
      long deadline = System.nanoTime() + LONG.toNanos();
      // Once the cursor is saved there is nothing left to wait for.
      while (!Files.exists(folder.resolve("log/cursor"))
          || writer.getState() != Thread.State.WAITING) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.onSpinWait();
      }
    }
  }
}
