package io.tidegate.engine.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts that come again and again, so that a backlog in memory holds each name once. Threads
 * may race for a slot: whoever wins, every entry in it is whole.
 */
final class Names {

  private static final int SLOTS = 1 << 12;
  private static final int LONGEST = 128;

  private final @Nullable Name[] slots = new @Nullable Name[SLOTS];

  /** The text in a stretch of UTF-8. */
  String name(byte[] bytes, int from, int length) {
    if (length > LONGEST) {
      return new String(bytes, from, length, UTF_8);
    }
    int hash = 1;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    Name known = slots[slot];
    if (known != null
        && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, from + length)) {
      return known.text;
    }
    Name name = new Name(Arrays.copyOfRange(bytes, from, from + length));
    slots[slot] = name;
    return name.text;
  }

  /** Its final fields make it safe to publish by a race. */
  private static final class Name {

    private final byte[] bytes;
    private final String text;

    Name(byte[] bytes) {
      this.bytes = bytes;
      this.text = new String(bytes, UTF_8);
    }
  }
}
