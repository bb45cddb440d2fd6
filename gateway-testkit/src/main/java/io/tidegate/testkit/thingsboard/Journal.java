package io.tidegate.testkit.thingsboard;

import io.tidegate.data.Value;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Appends every accepted value to a file before it is acknowledged, so that a test still knows what
 * was acknowledged when the stand-in was killed: {@code t|a TAB device TAB key TAB ts TAB value}.
 */
final class Journal implements StandInListener, Closeable {

  private static final int BUFFER = 1 << 16;

  private final OutputStream file;

  private Journal(OutputStream file) {
    this.file = file;
  }

  /** A journal at a path, or nowhere. */
  static Journal at(@Nullable String path) throws IOException {
    return new Journal(
        path == null
            ? OutputStream.nullOutputStream()
            : new BufferedOutputStream(
                Files.newOutputStream(
                    Path.of(path), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                BUFFER));
  }

  @Override
  public void telemetry(String device, long timestamp, String key, Value value, long arrivalNanos) {
    write("t\t" + device + '\t' + key + '\t' + timestamp + '\t' + Texts.of(value) + '\n');
  }

  @Override
  public void attribute(String device, String key, Value value, long arrivalNanos) {
    write("a\t" + device + '\t' + key + "\t0\t" + Texts.of(value) + '\n');
  }

  private void write(String line) {
    try {
      file.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void messageProcessed() {
    try {
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
