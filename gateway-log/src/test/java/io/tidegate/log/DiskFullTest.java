package io.tidegate.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real file system of 1 MiB; left out where this user may not mount one. */
final class DiskFullTest {

  @TempDir Path folder;
  private Path disk = Path.of("");
  private boolean mounted;
  private final CapturingListener listener = new CapturingListener();

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
    assumeTrue(mounted, "mounting a file system needs root");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private RecordLog<String> open() throws IOException {
    LogSettings settings = LogSettings.of(disk.resolve("log")).withSegmentBytes(200_000);
    return SegmentRecordLog.open(settings, new TextCodec(), listener);
  }

  private static List<String> batch(int number) {
    return List.of(number + " a".repeat(5000), number + " b".repeat(5000));
  }

  /** Appends until the disk is full; the batches that were accepted. */
  private static List<String> fill(RecordLog<String> log) throws InterruptedException {
    List<String> accepted = new ArrayList<>();
    try {
      for (int i = 0; ; i++) {
        log.append(batch(i));
        accepted.addAll(batch(i));
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space");
    }
    return accepted;
  }

  @Test
  void aFullDiskIsToldAndEndsNothing() throws Exception { // LOG-9, LOG-15, LOG-16
    try (RecordLog<String> log = open()) {
      List<String> accepted = fill(log);
      assertThat(accepted).hasSizeGreaterThan(60);
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> log.append(batch(1000))).isInstanceOf(IOException.class);
      }
      assertThat(listener.disk).containsExactly("failing");
      assertThat(RecordLogContract.readAll(log)).isEqualTo(accepted);
      assertThat(log.end()).isEqualTo(accepted.size());
    }
  }

  @Test
  void whatIsDeliveredMakesSpaceAndTheLogHeals() throws Exception { // LOG-14, LOG-15, LOG-16
    List<String> all;
    try (RecordLog<String> log = open()) {
      all = fill(log);
      log.commit(log.end() / 2);
      listener.disk.take();
      appendWhenThereIsSpace(log);
      assertThat(listener.disk.poll(30, TimeUnit.SECONDS)).isEqualTo("healed");
      all.addAll(batch(2000));
      all.subList(0, (int) log.committed()).clear();
      assertThat(RecordLogContract.readAll(log)).isEqualTo(all);
    }
    try (RecordLog<String> log = open()) {
      assertThat(RecordLogContract.readAll(log)).isEqualTo(all);
    }
    assertThat(listener.damages).isEmpty();
  }

  private static void appendWhenThereIsSpace(RecordLog<String> log) throws Exception {
    // The segments go with the next save of the cursor: each attempt waits for the disk.
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      try {
        log.append(batch(2000));
        return;
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("no space came back");
  }

  @Test
  void aFullDiskThatWasEmptiedByOthersIsUsedAgain() throws Exception { // LOG-13, LOG-14
    Path ballast = disk.resolve("ballast");
    Files.write(ballast, new byte[900_000]);
    List<String> all;
    try (RecordLog<String> log = open()) {
      all = fill(log);
      assertThatThrownBy(() -> log.append(List.of("x".repeat(400_000))))
          .isInstanceOf(IOException.class);
      Files.delete(ballast);
      for (int i = 0; i < 20; i++) {
        log.append(batch(i));
        all.addAll(batch(i));
      }
      // The cursor may have failed, too; it is saved again after a while.
      assertThat(listener.disk.poll(30, TimeUnit.SECONDS)).isEqualTo("failing");
      assertThat(listener.disk.poll(30, TimeUnit.SECONDS)).isEqualTo("healed");
      assertThat(listener.disk).isEmpty();
    }
    try (RecordLog<String> log = open()) {
      assertThat(RecordLogContract.readAll(log)).isEqualTo(all);
    }
    assertThat(listener.damages).isEmpty();
  }
}
