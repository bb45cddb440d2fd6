package io.tidegate.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidegate.testkit.faults.ProcessFixture;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, files that are damaged, folders that are taken. */
final class StorageIT {

  @TempDir private Path folder;

  @Test
  void aFullDiskIsToldOnceLosesNothingAndHeals() throws IOException, InterruptedException {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        Shell.run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()) == 0,
        "only root may mount the small file system that this test fills");
    try (Rig rig = new Rig(folder)) {
      rig.configuration.dataIn(disk);
      Path filler = Files.write(disk.resolve("filler"), new byte[3 << 20]);
      rig.platform.goDown();
      rig.start();
      rig.field.publish(30_000);
      rig.awaitStatus("the disk is full", s -> !s.storageFailure().isEmpty());
      Rig.say("full: %s", rig.status().storageFailure());
      rig.awaitTold(1, "can't be written, so nothing is accepted");
      rig.gateway().kill();
      rig.start();
      rig.platform.comeBack();
      rig.awaitStatus(
          "what is stored is delivered though the disk is full", s -> s.total("delivered") > 0);
      Files.delete(filler);
      rig.awaitStatus("the disk is well", s -> s.storageFailure().isEmpty());
      rig.awaitAll();
      rig.awaitTold(rig.told("can't be written, so nothing is accepted"), "can be written again");
      assertThat(rig.status().total("dropped")).isZero();
      rig.arrivals.assertLastMarks(rig.field);
      rig.stop();
    } finally {
      Shell.run("umount", "-l", disk.toString());
    }
  }

  @Test
  void aFlippedBitCostsTheRecordItIsInAndATornTailNothing()
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.platform.goDown();
      for (int run = 0; run < 2; run++) {
        rig.start();
        rig.field.publish(1_000);
        long stored = rig.field.published();
        rig.awaitStatus("all are stored", s -> s.waiting() == stored);
        rig.stop();
      }
      List<Path> segments = segments(rig.configuration.data());
      flip(segments.getFirst(), Files.size(segments.getFirst()) / 2);
      byte[] half = new byte[40];
      half[7] = 60;
      Files.write(segments.getLast(), half, StandardOpenOption.APPEND);
      rig.start();
      rig.platform.comeBack();
      rig.awaitAccounted();
      assertThat(rig.arrivals.missing(2_000).cardinality()).as("lost").isEqualTo(1);
      assertThat(rig.status().reason("dropped", "corrupted")).isEqualTo(1);
      rig.awaitTold(1, "1 records in the log can't be read");
      rig.awaitTold(1, "40 bytes behind the last whole record cut off");
      rig.stop();
    }
  }

  @Test
  void aSecondGatewayOnTheSameStorageEndsWithCode4() throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.start();
      try (ProcessFixture second = GatewayProcess.run(folder)) {
        assertThat(second.awaitExit(Duration.ofSeconds(60))).isEqualTo(4);
        assertThat(String.join("\n", second.output())).contains("the storage can't be opened");
      }
      rig.field.publish(100);
      rig.awaitAll();
    }
  }

  @Test
  void whatTheQuotaDropsIsTheOldestAndIsCounted() throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.configuration.storage().put("quotaBytes", 1 << 20);
      rig.platform.goDown();
      rig.start();
      rig.field.publish(25_000);
      rig.awaitStatus("all are read", s -> s.total("stored") == 25_000);
      rig.platform.comeBack();
      rig.awaitAccounted();
      Status status = rig.status();
      long dropped = status.total("dropped");
      Rig.say("dropped %d of 25000 at a quota of 1 MiB", dropped);
      assertThat(dropped).isPositive().isEqualTo(status.reason("dropped", "quota"));
      assertThat(rig.arrivals.distinct()).isEqualTo(25_000 - dropped);
      assertThat(rig.arrivals.missing(25_000).length())
          .as("the newest that is lost")
          .isEqualTo(dropped);
    }
  }

  private static List<Path> segments(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("tidegate-log"))) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  private static void flip(Path file, long position) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(position);
      int old = bytes.read();
      bytes.seek(position);
      bytes.write(old ^ 1);
    }
  }
}
