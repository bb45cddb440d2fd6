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
  private volatile Map<Path, FileTime> seen;
  private volatile Pulse.Alarm alarm;
  private volatile boolean closed;

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

  /** Looks no more. Does not wait for a call that is under way, which may take its time. */
  @Override
  public void close() {
    closed = true;
    alarm.cancel();
  }

  private void look() {
    Thread.ofVirtual().name("folder-watch").start(this::compare);
  }

  /** Never twice at once: the next look is at the end of this one. */
  private void compare() {
    if (closed) {
      return;
    }
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
