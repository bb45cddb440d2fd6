package io.tidegate.app;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.engine.deliver.PutAside;
import io.tidegate.engine.record.StoredRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of JSON lines with what the platform refused, and why. Bounded: a full file becomes the
 * one with {@code .1} at its end, in place of an older one.
 */
final class PutAsideFile implements PutAside {

  /** The file's name within the storage folder. */
  static final String FILE = "put-aside.jsonl";

  private static final long MOST_BYTES = 16L << 20;

  private final Path file;

  PutAsideFile(Path folder) {
    this.file = folder.resolve(FILE);
  }

  @Override
  public synchronized void put(StoredRecord record, String reason) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
      Files.move(file, file.resolveSibling(FILE + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
    byte[] line = (line(record, reason) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        var _ = channel.write(bytes);
      }
      channel.force(false);
    }
  }

  private static String line(StoredRecord stored, String reason) {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.put("time", Instant.now().toString());
    line.put("reason", reason);
    line.put("connector", stored.connector());
    line.put("device", stored.record().device().name());
    line.put("profile", stored.record().device().profile());
    line.put("ts", stored.record().timestamp());
    ObjectNode timeseries = line.putObject("timeseries");
    ObjectNode attributes = line.putObject("attributes");
    for (DataPoint point : stored.record().points()) {
      switch (point.kind()) {
        case TIMESERIES -> put(timeseries, point);
        case ATTRIBUTE -> put(attributes, point);
      }
    }
    return line.toString();
  }

  private static void put(ObjectNode object, DataPoint point) {
    switch (point.value()) {
      case Value.Bool(boolean value) -> object.put(point.key(), value);
      case Value.Int(long value) -> object.put(point.key(), value);
      case Value.Real(double value) -> object.put(point.key(), value);
      case Value.Text(String value) -> object.put(point.key(), value);
      case Value.Json(String value) ->
          object.putRawValue(point.key(), new tools.jackson.databind.util.RawValue(value));
    }
  }
}
