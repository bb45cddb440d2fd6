package io.tidegate.connector.opcua.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to when, by the server's clock, all was received. Outlives sessions and, with a file, the
 * gateway. The file holds the time, in ISO 8601, and nothing else. For several threads.
 */
public final class Watermark {

  private static final Logger log = LoggerFactory.getLogger(Watermark.class);

  /** What is read once more after a crash costs less than writing more often. */
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(10);

  private final @Nullable Path file;
  private @Nullable Instant upTo;
  private @Nullable Instant written;
  private boolean loaded;
  private boolean told;
  private long writtenNanos = System.nanoTime() - BETWEEN_WRITES.toNanos();

  private Watermark(@Nullable Path file) {
    this.file = file;
  }

  /** One that is forgotten with the gateway. */
  public static Watermark inMemory() {
    return new Watermark(null);
  }

  /** One that is kept in a file; does not touch it yet. */
  public static Watermark in(Path file) {
    return new Watermark(file);
  }

  /** Null before the first. */
  synchronized @Nullable Instant upTo() {
    if (!loaded) {
      loaded = true;
      upTo = read();
    }
    return upTo;
  }

  synchronized void raise(Instant instant) {
    loaded = true;
    upTo = instant;
    if (file != null && System.nanoTime() - writtenNanos >= BETWEEN_WRITES.toNanos()) {
      save();
    }
  }

  /** Writes now what would be written a little later. */
  public synchronized void save() {
    if (file != null && loaded && upTo != null && !upTo.equals(written)) {
      writtenNanos = System.nanoTime();
      try {
        write(file, upTo.toString());
        written = upTo;
      } catch (IOException e) {
        tell("can't be written, so that a gap when the gateway restarts is not filled: " + e);
      }
    }
  }

  private @Nullable Instant read() {
    try {
      return file == null ? null : Instant.parse(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException | DateTimeParseException e) {
      tell("can't be read, so that the gap since the gateway's last run is not filled: " + e);
      return null;
    }
  }

  private void tell(String what) {
    if (!told) {
      told = true;
      log.warn("{} {}", file, what);
    }
  }

  /** After a power cut there is the old time or the new one. */
  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Path whole = file.resolveSibling("." + file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            whole,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
