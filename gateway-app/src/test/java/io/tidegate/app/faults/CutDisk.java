package io.tidegate.app.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidegate.testkit.faults.ProcessFixture;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * A disk whose power can be cut: an ext4 file system in a file. What a process has written stays in
 * the memory of the kernel until it is synced, or the kernel finds the time; a copy of the file
 * holds what a real disk would hold at that moment.
 */
final class CutDisk implements AutoCloseable {

  private static final long SIZE = 96L << 20;

  private final Path image;
  private final Path root;

  private CutDisk(Path folder) throws IOException {
    image = folder.resolve("disk.img");
    root = Files.createDirectories(folder.resolve("disk"));
  }

  /** Makes one below a folder; the test is skipped where nobody may mount it. */
  static CutDisk in(Path folder) throws IOException, InterruptedException {
    CutDisk disk = new CutDisk(folder);
    try (RandomAccessFile file = new RandomAccessFile(disk.image.toFile(), "rw")) {
      file.setLength(SIZE);
    }
    assumeTrue(
        Shell.run("mkfs.ext4", "-q", disk.image.toString()) == 0 && disk.mount() == 0,
        "only root may mount the file system whose power this test cuts");
    return disk;
  }

  /** Where it is mounted. */
  Path root() {
    return root;
  }

  /** The kernel is given time to write by itself only what lies there for minutes. */
  private int mount() throws IOException, InterruptedException {
    return Shell.run("mount", "-o", "loop,commit=300", image.toString(), root.toString());
  }

  /** Ends a process that writes here, and the power with it. */
  void cut(ProcessFixture process) throws IOException, InterruptedException {
    process.signal("STOP");
    Rig.awaitThat("all its threads stand still", () -> standsStill(process.pid()));
    Path left = image.resolveSibling("left.img");
    Files.copy(image, left);
    process.kill();
    unmount();
    Files.move(left, image, StandardCopyOption.REPLACE_EXISTING);
    if (mount() != 0) {
      throw new IOException("what is left of the disk can't be mounted");
    }
  }

  /** A thread in the middle of a sync stops after it (proc(5): T is stopped). */
  private static boolean standsStill(long process) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
      for (Path thread : threads.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
          return false;
        }
      }
      return true;
    }
  }

  private void unmount() throws IOException, InterruptedException {
    if (Shell.run("umount", root.toString()) != 0) {
      throw new IOException(root + " can't be unmounted");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      var _ = Shell.run("umount", "-l", root.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
