package io.tidegate.app.logging;

import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.TriggeringPolicy;
import ch.qos.logback.core.rolling.helper.CompressionMode;
import io.tidegate.config.gateway.LogHandler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Rotation as Python's {@code TimedRotatingFileHandler} does it: after an interval that counts from
 * the last change of the file, and at a size; a number of old files is kept. Logback's own policies
 * know no intervals such as three days.
 */
final class Rotation<E> extends RollingPolicyBase implements TriggeringPolicy<E> {

  private static final DateTimeFormatter SUFFIX =
      DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss-SSS");

  private final LogHandler handler;
  private final Path file;
  private final AtomicLong next = new AtomicLong();

  Rotation(LogHandler handler, Path file) {
    this.handler = handler;
    this.file = file;
    File existing = file.toFile();
    long from = existing.exists() ? existing.lastModified() : System.currentTimeMillis();
    next.set(from + handler.rotation().toMillis());
  }

  @Override
  public boolean isTriggeringEvent(File activeFile, E event) {
    return System.currentTimeMillis() >= next.get()
        || (handler.maxBytes() > 0 && activeFile.length() >= handler.maxBytes());
  }

  @Override
  public void rollover() throws RolloverFailure {
    next.set(System.currentTimeMillis() + handler.rotation().toMillis());
    try {
      if (Files.exists(file) && Files.size(file) > 0) {
        Files.move(
            file,
            file.resolveSibling(
                base() + "." + SUFFIX.format(LocalDateTime.now(ZoneId.systemDefault()))));
      }
      deleteOld();
    } catch (IOException e) {
      throw new RolloverFailure("cannot rotate " + file, e);
    }
  }

  @Override
  public String getActiveFileName() {
    return file.toString();
  }

  @Override
  public CompressionMode getCompressionMode() {
    return CompressionMode.NONE;
  }

  private void deleteOld() throws IOException {
    if (handler.backupCount() == 0) {
      return;
    }
    List<Path> old = rotated();
    for (Path tooMany : old.subList(0, Math.max(0, old.size() - handler.backupCount()))) {
      Files.deleteIfExists(tooMany);
    }
  }

  /** Oldest first; the suffix sorts as the time does. */
  private List<Path> rotated() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith(base() + "."))
          .sorted()
          .toList();
    }
  }

  private String base() {
    return file.getFileName().toString();
  }
}
