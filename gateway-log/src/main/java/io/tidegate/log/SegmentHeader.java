package io.tidegate.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** The first bytes of a segment. */
final class SegmentHeader {

  static final int SIZE = 24;

  private static final int CHECKED = 20;
  private static final long MAGIC = FileMagic.of("TIDELOG");

  private SegmentHeader() {}

  static ByteBuffer of(long first) {
    ByteBuffer header = ByteBuffer.allocate(SIZE).putLong(0, MAGIC).putLong(8, first);
    return header.putInt(CHECKED, checksum(header));
  }

  /** Refuses what a later version wrote; a damaged header is none's (LOG-5). */
  static void check(Path file) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(SIZE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (header.hasRemaining() && channel.read(header, header.position()) >= 0) {
        // A short read is followed by the rest or the end.
      }
    }
    if (!header.hasRemaining() && header.getInt(CHECKED) == checksum(header)) {
      FileMagic.requireKnown(header.getLong(0), MAGIC, file);
    }
  }

  private static int checksum(ByteBuffer header) {
    CRC32C crc = new CRC32C();
    crc.update(header.duplicate().position(0).limit(CHECKED));
    return (int) crc.getValue();
  }
}
