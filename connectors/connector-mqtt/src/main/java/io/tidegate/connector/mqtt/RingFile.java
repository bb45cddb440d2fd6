package io.tidegate.connector.mqtt;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of {@link GivenTimes}. It is not synced, so it survives the end of the process, but not
 * always that of the machine: a time that is given anew costs less than a sync. What fails is told
 * once and stops nothing. For one thread at a time.
 */
final class RingFile {

  private static final Logger log = LoggerFactory.getLogger(RingFile.class);

  private final @Nullable Path path;
  private @Nullable RandomAccessFile open;
  private boolean told;

  /** Does not touch it yet; null for none. */
  RingFile(@Nullable Path path) {
    this.path = path;
  }

  /** The one of a client at a broker; none without a folder. */
  static RingFile of(BrokerConfig broker, String client, @Nullable Path folder) {
    if (folder == null) {
      return new RingFile(null);
    }
    CRC32 crc = new CRC32();
    String whole = broker.host() + ":" + broker.port() + "/" + client;
    crc.update(whole.getBytes(StandardCharsets.UTF_8));
    String readable = broker.host().replaceAll("[^A-Za-z0-9._-]+", "-");
    return new RingFile(
        folder.resolve("mqtt-state", "%s-%08x.times".formatted(readable, crc.getValue())));
  }

  /** Reads as much as there is. */
  void read(ByteBuffer into) {
    if (path == null || !Files.exists(path)) {
      return;
    }
    try {
      byte[] bytes = Files.readAllBytes(path);
      into.put(0, bytes, 0, Math.min(bytes.length, into.capacity()));
    } catch (IOException e) {
      tell(e);
    }
  }

  /** Writes a part of an array-backed buffer to the same place of the file. */
  void write(ByteBuffer ring, int from, int to) {
    if (path == null) {
      return;
    }
    try {
      RandomAccessFile file = open;
      if (file == null) {
        Files.createDirectories(path.resolveSibling(""));
        file = new RandomAccessFile(path.toFile(), "rw");
        open = file;
      }
      file.seek(from);
      file.write(ring.array(), ring.arrayOffset() + from, to - from);
    } catch (IOException e) {
      close();
      tell(e);
    }
  }

  /** It is opened again when it is needed. */
  void close() {
    RandomAccessFile ended = open;
    open = null;
    try {
      if (ended != null) {
        ended.close();
      }
    } catch (IOException e) {
      tell(e);
    }
  }

  private void tell(IOException cause) {
    if (!told) {
      told = true;
      log.warn(
          "{} can't be used, so that after a crash messages that the broker sends again get a new"
              + " time: {}",
          path,
          cause.toString());
    }
  }
}
