package io.tidegate.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.log.RecordLog.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage is found, counted exactly, and costs only what is damaged. */
final class CorruptionTest {

  /** Header of the record, length of the text, the text. */
  private static final int RECORD = 24 + 4 + 16;

  private static final int PER_SEGMENT = 10;

  @TempDir Path folder;
  private final CapturingListener listener = new CapturingListener();

  private RecordLog<String> open() throws IOException {
    LogSettings settings =
        LogSettings.of(folder).withSegmentBytes(SegmentHeader.SIZE + PER_SEGMENT * RECORD);
    return SegmentRecordLog.open(settings, new TextCodec(), listener);
  }

  private static String text(int number) {
    return "text %011d".formatted(number);
  }

  /** 25 values in three segments: 0 to 9, 10 to 19, 20 to 24. */
  private void fill() throws Exception {
    try (RecordLog<String> log = open()) {
      for (int i = 0; i < 25; i++) {
        log.append(List.of(text(i)));
      }
    }
  }

  private Path segment(int first) {
    return folder.resolve("%020d.log".formatted(first));
  }

  private static void flip(Path file, long position) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(position);
      int old = bytes.read();
      bytes.seek(position);
      bytes.write(old ^ 0x10);
    }
  }

  private static long at(int recordInSegment, int byteInRecord) {
    return SegmentHeader.SIZE + (long) recordInSegment * RECORD + byteInRecord;
  }

  private static List<String> texts(int... missing) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      all.add(text(i));
    }
    for (int number : missing) {
      all.remove(text(number));
    }
    return all;
  }

  // Here a folder in place of the file, which can be opened, but not read.
  @Test
  void aSegmentThatCannotBeReadIsAnErrorOfItsReadersOnly() throws Exception {
    fill();
    try (RecordLog<String> log = open()) {
      makeUnreadable(segment(10));

      assertThat(log.read(0, 100, 10_000, Duration.ZERO)).hasSize(10);
      assertThatThrownBy(() -> log.read(10, 100, 10_000, Duration.ZERO))
          .isInstanceOf(IOException.class);
      assertThat(log.read(20, 100, 10_000, Duration.ZERO)).hasSize(5);
      log.append(List.of(text(25)));
    }
  }

  @Test
  void aSegmentThatCannotBeReadGivesItsSpaceBack() throws Exception { // LOG-34
    fill();
    LogSettings settings =
        LogSettings.of(folder)
            .withSegmentBytes(SegmentHeader.SIZE + PER_SEGMENT * RECORD)
            .withQuotaBytes(4_096);
    try (RecordLog<String> log = SegmentRecordLog.open(settings, new TextCodec(), listener)) {
      makeUnreadable(segment(0));
      for (int i = 25; i < 150; i++) {
        log.append(List.of(text(i)));
      }
      assertThat(log.committed()).isGreaterThanOrEqualTo(10);
      assertThat(segment(0)).doesNotExist();
    }
    assertThat(listener.damages).anyMatch(damage -> damage.contains("when it was dropped"));
  }

  private static void makeUnreadable(Path file) throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
  }

  @Test
  void aFlippedBitAnywhereInARecordCostsThatRecord() throws Exception { // LOG-21, LOG-22
    fill();
    // In checksum, length (now huge or short), offset, time and text.
    for (int place : new int[] {0, 4, 7, 8, 15, 20, 24, RECORD - 1}) {
      flip(segment(0), at(3, place));
      CapturingListener fresh = new CapturingListener();
      try (RecordLog<String> log =
          SegmentRecordLog.open(LogSettings.of(folder), new TextCodec(), fresh)) {
        assertThat(RecordLogContract.readAll(log)).isEqualTo(texts(3));
        assertThat(RecordLogContract.readAll(log)).isEqualTo(texts(3));
        assertThat(fresh.corrupted()).isEqualTo(1);
        assertThat(log.usage().entries()).isEqualTo(24); // LOG-24
      }
      flip(segment(0), at(3, place));
    }
  }

  @Test
  void severalDamagesAreCountedExactly() throws Exception { // LOG-3, LOG-22
    fill();
    flip(segment(0), at(0, 5));
    flip(segment(0), at(9, 30));
    flip(segment(10), at(4, 6));
    flip(segment(10), at(5, 6));
    flip(segment(20), at(1, 30));
    try (RecordLog<String> log = open()) {
      assertThat(listener.corrupted()).isEqualTo(1); // the last segment is read at the opening
      assertThat(RecordLogContract.readAll(log)).isEqualTo(texts(0, 9, 14, 15, 21));
      assertThat(listener.corrupted()).isEqualTo(5);
      assertThat(log.committed()).isEqualTo(1); // LOG-24
    }
  }

  @Test
  void damageBelowTheCommittedOffsetIsOfNoInterest() throws Exception { // LOG-22
    fill();
    try (RecordLog<String> log = open()) {
      log.commit(5);
    }
    flip(segment(0), at(3, 30));
    try (RecordLog<String> log = open()) {
      assertThat(log.read(0, 5, 1 << 20, Duration.ZERO)).extracting(Entry::offset).contains(4L);
      assertThat(listener.damages).isEmpty();
    }
  }

  @Test
  void aTornTailIsCutOffAndSaidButNotCounted() throws Exception { // LOG-18
    fill();
    Files.write(segment(20), new byte[] {1, 2, 3, 0, 0, 9}, StandardOpenOption.APPEND);
    try (RecordLog<String> log = open()) {
      assertThat(listener.damages).singleElement().asString().startsWith("0 ").contains("6 bytes");
      assertThat(log.append(List.of(text(25)))).isEqualTo(26);
    }
    try (RecordLog<String> log = open()) {
      assertThat(RecordLogContract.readAll(log)).hasSize(26).endsWith(text(24), text(25));
    }
    assertThat(listener.damages).hasSize(1);
  }

  @Test
  void halfARecordAtTheEndIsCutOff() throws Exception { // LOG-18
    fill();
    try (var file = new RandomAccessFile(segment(20).toFile(), "rw")) {
      file.setLength(at(4, 30));
    }
    try (RecordLog<String> log = open()) {
      assertThat(log.end()).isEqualTo(24);
      assertThat(RecordLogContract.readAll(log)).isEqualTo(texts(24));
    }
    assertThat(listener.damages).singleElement().asString().startsWith("0 ").contains("30 bytes");
  }

  @Test
  void aWholeRecordAtTheEndWithAWrongChecksumCountsAsLost() throws Exception { // LOG-18
    fill();
    flip(segment(20), at(4, 30));
    try (RecordLog<String> log = open()) {
      assertThat(listener.corrupted()).isEqualTo(1);
      assertThat(log.end()).isEqualTo(25);
      assertThat(log.usage().entries()).isEqualTo(24);
      log.append(List.of(text(25)));
      assertThat(RecordLogContract.readAll(log)).hasSize(25).endsWith(text(23), text(25));
    }
  }

  @Test
  void aMissingSegmentIsCounted() throws Exception { // LOG-3, LOG-20
    fill();
    Files.delete(segment(10));
    try (RecordLog<String> log = open()) {
      assertThat(RecordLogContract.readAll(log)).hasSize(15);
      assertThat(listener.corrupted()).isEqualTo(10);
    }
    Files.delete(segment(0));
    CapturingListener fresh = new CapturingListener();
    try (RecordLog<String> log =
        SegmentRecordLog.open(LogSettings.of(folder), new TextCodec(), fresh)) {
      assertThat(RecordLogContract.readAll(log)).hasSize(5);
      assertThat(fresh.corrupted()).isEqualTo(20);
    }
  }

  @Test
  void aWaitingReaderGetsWhatComesAfterDamageAtTheEnd() throws Exception { // LOG-22, LOG-26
    try (RecordLog<String> log = open()) {
      log.append(List.of("bad one", "bad two"));
      Thread appender = Thread.startVirtualThread(() -> appendGood(log));
      assertThat(log.read(0, 10, 1 << 20, RecordLogContract.LONG))
          .containsExactly(new Entry<>(2, "good"));
      appender.join();
      assertThat(listener.corrupted()).isEqualTo(2);
      assertThat(log.committed()).isEqualTo(2);
    }
  }

  private static void appendGood(RecordLog<String> log) {
    try {
      log.append(List.of("good"));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aValueThatCanNotBeDecodedCountsAsLost() throws Exception { // LOG-23
    try (RecordLog<String> log = open()) {
      log.append(List.of("one", "bad", "two"));
      assertThat(RecordLogContract.readAll(log)).containsExactly("one", "two");
      assertThat(listener.corrupted()).isEqualTo(1);
    }
  }

  @Test
  void aDamagedSegmentHeaderCostsNothing() throws Exception { // LOG-5
    fill();
    flip(segment(0), 3);
    flip(segment(20), 12);
    try (RecordLog<String> log = open()) {
      assertThat(RecordLogContract.readAll(log)).isEqualTo(texts());
    }
    assertThat(listener.damages).isEmpty();
  }

  @Test
  void aNewerFormatIsRefusedUntouched() throws Exception { // LOG-5
    fill();
    byte[] old = Files.readAllBytes(segment(0));
    byte[] newer = old.clone();
    newer[7] = 2;
    var crc = new java.util.zip.CRC32C();
    crc.update(newer, 0, 20);
    java.nio.ByteBuffer.wrap(newer).putInt(20, (int) crc.getValue());
    Files.write(segment(0), newer);
    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("newer");
    Files.write(segment(0), old);
    open().close();
  }

  @Test
  void aTornCursorLeavesThePreviousOne() throws Exception { // LOG-19, LOG-30
    fill();
    int newerSlot = 0;
    try (LogFolder locked = LogFolder.open(folder);
        CursorFile cursor = new CursorFile(locked, new SyncPolicy.Always())) {
      cursor.save(5);
      cursor.save(8);
      newerSlot = Files.readAllBytes(folder.resolve("cursor"))[23] == 8 ? 0 : 512;
    }
    flip(folder.resolve("cursor"), newerSlot + 23);
    try (RecordLog<String> log = open()) {
      assertThat(log.committed()).isEqualTo(5);
    }
    assertThat(listener.damages).isEmpty();
  }

  @Test
  void withoutACursorEverythingGoesAgain() throws Exception { // LOG-19
    fill();
    try (RecordLog<String> log = open()) {
      log.commit(12);
    }
    Files.write(folder.resolve("cursor"), new byte[1024]);
    try (RecordLog<String> log = open()) {
      assertThat(log.committed()).isEqualTo(10);
    }
    assertThat(listener.damages).singleElement().asString().startsWith("0 cursor");
  }
}
