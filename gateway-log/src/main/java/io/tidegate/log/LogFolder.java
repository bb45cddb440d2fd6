package io.tidegate.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of one log: its names, and the lock that keeps a second process out (LOG-4). */
final class LogFolder implements Closeable {

  private static final Pattern SEGMENT = Pattern.compile("[0-9]{20}\\.log");

  /** Windows can't open a folder, and needs no sync of its entries. */
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path path;
  private final FileChannel lock;

  private LogFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  static LogFolder open(Path path) throws IOException {
    Files.createDirectories(path);
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw new IOException("the log in " + path + " is in use by another process");
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new LogFolder(path, channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
      return null;
    }
  }

  Path cursor() {
    return path.resolve("cursor");
  }

  Path segment(long first) {
    return path.resolve(String.format(Locale.ROOT, "%020d.log", first));
  }

  /** The first offsets of all segments, in order. */
  List<Long> segments() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> SEGMENT.matcher(name).matches())
          .map(name -> Long.valueOf(name.substring(0, 20)))
          .sorted()
          .toList();
    }
  }

  /** Makes created, renamed and deleted names safe. */
  void sync() throws IOException {
    if (POSIX) {
      try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
