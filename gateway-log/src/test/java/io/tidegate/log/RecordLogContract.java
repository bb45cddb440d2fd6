package io.tidegate.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.log.LogListener.DropReason;
import io.tidegate.log.RecordLog.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every log promises, durable or not. */
@Timeout(60)
abstract class RecordLogContract {

  static final Duration LONG = Duration.ofSeconds(30);

  final CapturingListener listener = new CapturingListener();
  final SettableClock clock = SettableClock.today();

  /** A log with room for more than a test writes. */
  RecordLog<String> open() throws IOException {
    return open(WhenFull.DROP_OLDEST, null);
  }

  abstract RecordLog<String> open(WhenFull whenFull, @Nullable Duration maxAge) throws IOException;

  /** A log with room for less than 20 values of {@link #large}. */
  abstract RecordLog<String> openSmall(WhenFull whenFull) throws IOException;

  static String large(int number) {
    return "%04d".formatted(number).repeat(80);
  }

  static List<String> values(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> "value " + i).toList();
  }

  static List<String> readAll(RecordLog<String> log) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    long at = log.committed();
    List<Entry<String>> entries = log.read(at, 1000, 1 << 20, Duration.ZERO);
    while (!entries.isEmpty()) {
      entries.forEach(entry -> all.add(entry.value()));
      at = entries.getLast().offset() + 1;
      entries = log.read(at, 1000, 1 << 20, Duration.ZERO);
    }
    return all;
  }

  @Test
  void valuesComeBackInOrderWithConsecutiveOffsets() throws Exception {
    try (RecordLog<String> log = open()) {
      assertThat(log.append(values(0, 3))).isEqualTo(3);
      assertThat(log.append(values(3, 2))).isEqualTo(5);
      assertThat(log.append(List.of())).isEqualTo(5);
      List<Entry<String>> entries = log.read(0, 100, 1 << 20, Duration.ZERO);
      assertThat(entries).extracting(Entry::offset).containsExactly(0L, 1L, 2L, 3L, 4L);
      assertThat(entries).extracting(Entry::value).isEqualTo(values(0, 5));
      assertThat(log.usage().entries()).isEqualTo(5);
    }
  }

  @Test
  void anyRetainedOffsetCanBeRead() throws Exception { // LOG-25
    try (RecordLog<String> log = open()) {
      log.append(values(0, 100));
      for (int offset = 99; offset >= 0; offset -= 7) {
        assertThat(log.read(offset, 1, 1, Duration.ZERO))
            .containsExactly(new Entry<>(offset, "value " + offset));
      }
    }
  }

  @Test
  void aReadStopsAtTheNumberOfEntriesAsked() throws Exception { // LOG-28
    try (RecordLog<String> log = open()) {
      log.append(values(0, 10));
      assertThat(log.read(2, 3, 1 << 20, Duration.ZERO)).hasSize(3);
      assertThatThrownBy(() -> log.read(2, 0, 1, Duration.ZERO))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aWaitingReaderIsWokenByAnAppend() throws Exception { // LOG-26
    try (RecordLog<String> log = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Entry<String>>> reader = threads.submit(() -> log.read(0, 10, 100, LONG));
      log.append(values(0, 1));
      assertThat(reader.get(30, TimeUnit.SECONDS)).containsExactly(new Entry<>(0, "value 0"));
    }
  }

  @Test
  void aWaitingReaderIsWokenByItsTimeLimit() throws Exception { // LOG-26
    try (RecordLog<String> log = open()) {
      assertThat(log.read(0, 1, 1, Duration.ofMillis(5))).isEmpty();
    }
  }

  @Test
  void aWaitingReaderIsWokenByClose() throws Exception { // LOG-42
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      RecordLog<String> log = open();
      Future<?> reader = threads.submit(() -> log.read(0, 10, 100, LONG));
      log.close();
      assertThatThrownBy(() -> reader.get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void aWaitingReaderIsWokenByAnInterrupt() throws Exception { // LOG-26
    try (RecordLog<String> log = open()) {
      CountDownLatch interrupted = new CountDownLatch(1);
      Thread reader =
          Thread.startVirtualThread(() -> {
            try {
              log.read(0, 10, 100, LONG);
            } catch (InterruptedException e) {
              interrupted.countDown();
            } catch (IOException e) {
              // Then the latch stays closed.
            }
          });
      reader.interrupt();
      assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theCommittedOffsetOnlyMovesForwardAndNotBeyondTheEnd() throws Exception { // LOG-31
    try (RecordLog<String> log = open()) {
      log.append(values(0, 10));
      assertThat(log.commit(7)).isZero();
      assertThat(log.commit(3)).isEqualTo(7);
      assertThat(log.committed()).isEqualTo(7);
      assertThat(log.usage().entries()).isEqualTo(3);
      assertThatThrownBy(() -> log.commit(11)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void appendsOfManyThreadsAreAllThereAndEachBatchIsInOnePiece() throws Exception { // LOG-7
    try (RecordLog<String> log = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> ends = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int from = i * 5;
        ends.add(threads.submit(() -> log.append(values(from, 5))));
      }
      for (int i = 0; i < 200; i++) {
        long end = ends.get(i).get(20, TimeUnit.SECONDS);
        assertThat(log.read(end - 5, 5, 1 << 20, Duration.ZERO))
            .extracting(Entry::value)
            .isEqualTo(values(i * 5, 5));
      }
      Set<String> distinct = new TreeSet<>(readAll(log));
      assertThat(distinct).hasSize(1000);
      assertThat(log.end()).isEqualTo(1000);
    }
  }

  @Test
  void atTheQuotaTheOldestAreDroppedAndTold() throws Exception { // LOG-34
    try (RecordLog<String> log = openSmall(WhenFull.DROP_OLDEST)) {
      List<String> appended = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        appended.add(large(i));
        log.append(List.of(large(i)));
        assertThat(log.usage().bytes()).isLessThanOrEqualTo(log.usage().quota());
      }
      List<String> all = new ArrayList<>(listener.dropped);
      all.addAll(readAll(log));
      assertThat(all).isEqualTo(appended);
      assertThat(listener.reasons).isNotEmpty().containsOnly(DropReason.QUOTA);
      assertThat(log.committed()).isEqualTo(listener.dropped.size());
    }
  }

  @Test
  void committedValuesMakeRoomWithoutBeingDropped() throws Exception { // LOG-32
    for (WhenFull whenFull : WhenFull.values()) {
      try (RecordLog<String> log = openSmall(whenFull)) {
        for (int i = 0; i < 50; i++) {
          log.append(List.of(large(i)));
          log.commit(log.end());
        }
      }
    }
    assertThat(listener.dropped).isEmpty();
  }

  @Test
  void atTheQuotaTheNewestAreDroppedAndTold() throws Exception { // LOG-35
    try (RecordLog<String> log = openSmall(WhenFull.DROP_NEWEST)) {
      List<String> appended = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        appended.add(large(i));
        log.append(List.of(large(i)));
      }
      List<String> all = readAll(log);
      assertThat(all).hasSizeBetween(5, 20);
      all.addAll(listener.dropped);
      assertThat(all).isEqualTo(appended);
    }
  }

  @Test
  void aBlockedAppendGoesOnAfterACommit() throws Exception { // LOG-36
    try (RecordLog<String> log = openSmall(WhenFull.BLOCK);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writer =
          threads.submit(() -> {
            for (int i = 0; i < 100; i++) {
              log.append(List.of(large(i)));
            }
            return null;
          });
      for (long at = 0; at < 100; ) {
        for (Entry<String> entry : log.read(at, 3, 1 << 20, LONG)) {
          assertThat(entry.value()).isEqualTo(large((int) at++));
        }
        log.commit(at);
      }
      writer.get(30, TimeUnit.SECONDS);
      assertThat(listener.dropped).isEmpty();
    }
  }

  @Test
  void aBlockedAppendEndsWithClose() throws Exception { // LOG-42
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      RecordLog<String> log = openSmall(WhenFull.BLOCK);
      Future<?> writer =
          threads.submit(() -> {
            for (int i = 0; ; i++) {
              log.append(List.of(large(i)));
            }
          });
      log.read(4, 1, 1, LONG);
      log.close();
      assertThatThrownBy(() -> writer.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void anInterruptedBlockedAppendIsWithdrawn() throws Exception { // LOG-12
    try (RecordLog<String> log = openSmall(WhenFull.BLOCK)) {
      CountDownLatch interrupted = new CountDownLatch(1);
      Thread writer =
          Thread.startVirtualThread(() -> {
            try {
              for (int i = 0; ; i++) {
                log.append(List.of(large(i)));
              }
            } catch (InterruptedException e) {
              interrupted.countDown();
            } catch (IOException e) {
              // Then the latch stays closed.
            }
          });
      log.read(4, 1, 1, LONG);
      writer.interrupt();
      assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
      log.commit(log.end());
      long end = log.append(List.of("the next"));
      assertThat(log.read(end - 1, 1, 1, Duration.ZERO))
          .extracting(Entry::value)
          .containsExactly("the next");
    }
  }

  @Test
  void whatIsLargerThanTheQuotaIsRefusedWholeAndItsPartsAreTaken() throws Exception { // LOG-37
    for (WhenFull whenFull : WhenFull.values()) {
      try (RecordLog<String> log = openSmall(whenFull)) {
        List<String> tooMuch = IntStream.range(0, 100).mapToObj(RecordLogContract::large).toList();
        assertThatThrownBy(() -> log.append(tooMuch))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("never fit");
        assertThat(log.append(tooMuch.subList(0, 5))).isEqualTo(5);
        assertThat(readAll(log)).isEqualTo(tooMuch.subList(0, 5));
        assertThat(listener.dropped).isEmpty();
      }
    }
  }

  @Test
  void valuesThatAreTooOldAreDroppedAndTold() throws Exception { // LOG-38
    try (RecordLog<String> log = open(WhenFull.BLOCK, Duration.ofHours(8))) {
      log.append(List.of("old"));
      clock.pass(Duration.ofHours(7));
      log.append(List.of("young"));
      clock.pass(Duration.ofHours(2));
      log.append(List.of("new"));
      assertThat(listener.nextDropped()).isEqualTo("old");
      assertThat(listener.reasons).containsExactly(DropReason.AGE);
      assertThat(readAll(log)).containsExactly("young", "new");
    }
  }

  @Test
  void settingTheWallClockNeitherExpiresNorKeepsAnything() throws Exception { // LOG-40
    try (RecordLog<String> log = open(WhenFull.BLOCK, Duration.ofHours(8))) {
      log.append(List.of("first"));
      clock.set(clock.wallMillis() + Duration.ofDays(4000).toMillis());
      log.append(List.of("second"));
      clock.set(0);
      log.append(List.of("third"));
      assertThat(listener.dropped).isEmpty();
      clock.pass(Duration.ofHours(9));
      log.append(List.of("fourth"));
      assertThat(listener.nextDropped()).isEqualTo("first");
      assertThat(readAll(log)).containsExactly("fourth");
    }
  }

  @Test
  void aClosedLogRefusesEverythingWithAnIoException() throws Exception { // LOG-42
    RecordLog<String> log = open();
    log.close();
    log.close();
    assertThatThrownBy(() -> log.append(List.of("late"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> log.read(0, 1, 1, LONG)).isInstanceOf(IOException.class);
  }
}
