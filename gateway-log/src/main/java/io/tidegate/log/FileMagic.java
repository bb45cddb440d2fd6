package io.tidegate.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The first eight bytes of a file: seven letters and a version. */
final class FileMagic {

  private static final int VERSION = 1;
  private static final long VERSION_MASK = 0xff;

  private FileMagic() {}

  static long of(String letters) {
    return ByteBuffer.allocate(Long.BYTES)
        .put(letters.getBytes(US_ASCII))
        .put((byte) VERSION)
        .getLong(0);
  }

  /** Refuses what a later version wrote (LOG-5). */
  static void requireKnown(long found, long known, Path file) throws IOException {
    boolean sameKind = (found | VERSION_MASK) == (known | VERSION_MASK);
    if (sameKind && found != known) {
      throw new IOException(
          file + " was written by a newer version: format " + (found & VERSION_MASK));
    }
  }
}
