package io.tidegate.log;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Decodes payloads in place. Used by one thread at a time. */
final class ValueDecoder<T> {

  private final Codec<T> codec;
  private final Window window = new Window();
  private final DataInputStream data = new DataInputStream(window);

  ValueDecoder(Codec<T> codec) {
    this.codec = codec;
  }

  /** The value of the scanner's current record; null if the codec can't decode it (LOG-23). */
  @Nullable T decode(SegmentScanner record) {
    window.show(record.buffer(), record.payload(), record.length());
    try {
      return codec.decode(data);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static final class Window extends ByteArrayInputStream {

    Window() {
      super(new byte[0]);
    }

    void show(byte[] bytes, int from, int size) {
      buf = bytes;
      pos = from;
      mark = from;
      count = from + size;
    }
  }
}
