package io.tidegate.app;

import io.tidegate.engine.time.Pulse;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether a configuration file was changed. Looking at times instead of asking
 * the operating system to tell works on every file system, network shares too.
 */
final class FolderWatch implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

  private final Path folder;
  private final Duration period;
  private final Pulse pulse;
  private final Runnable changed;
  private Map<Path, FileTime> seen;
  private Pulse.Alarm alarm;

  /**
   * Begins to watch.
   *
   * @param changed called when a file is new, gone or changed; on a thread of its own.
   */
  FolderWatch(Path folder, Duration period, Pulse pulse, Runnable changed) {
    this.folder = folder;
    this.period = period;
    this.pulse = pulse;
    this.changed = changed;
    this.seen = times();
    this.alarm = pulse.after(period, this::look);
  }

  @Override
  public synchronized void close() {
    alarm.cancel();
  }

  private void look() {
    Thread.ofVirtual().name("folder-watch").start(this::compare);
  }

  private synchronized void compare() {
    Map<Path, FileTime> now = times();
    if (!now.equals(seen)) {
      seen = now;
      try {
        changed.run();
      } catch (RuntimeException e) {
        log.error("bug while a changed configuration was read, please report it", e);
      }
      seen = times(); // ids may have been written
    }
    alarm = pulse.after(period, this::look);
  }

  private Map<Path, FileTime> times() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> !file.endsWith(ConnectedDevicesFile.NAME)) // the gateway's own
          .collect(Collectors.toMap(file -> file, FolderWatch::time));
    } catch (IOException e) {
      log.debug("{} can't be listed: {}", folder, e.toString());
      return seen == null ? Map.of() : seen;
    }
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // gone between two looks
    }
  }
}
