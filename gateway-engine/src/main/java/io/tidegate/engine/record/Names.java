package io.tidegate.engine.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts that come again and again, so that a backlog in memory holds each name once.
 * Threads may race for a slot: whoever wins, every entry in it is whole.
 */
final class Names {

  private static final int SLOTS = 1 << 12;
  private static final int LONGEST = 128;

  private final @Nullable Name[] slots = new @Nullable Name[SLOTS];

  String read(DataInput in) throws IOException {
    byte[] bytes = Varints.readBytes(in);
    if (bytes.length > LONGEST) {
      return new String(bytes, UTF_8);
    }
    int hash = Arrays.hashCode(bytes);
    int slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    Name known = slots[slot];
    if (known != null && Arrays.equals(known.bytes, bytes)) {
      return known.text;
    }
    String text = new String(bytes, UTF_8);
    slots[slot] = new Name(bytes, text);
    return text;
  }

  /** Its final fields make it safe to publish by a race. */
  private static final class Name {

    private final byte[] bytes;
    private final String text;

    Name(byte[] bytes, String text) {
      this.bytes = bytes;
      this.text = text;
    }
  }
}
