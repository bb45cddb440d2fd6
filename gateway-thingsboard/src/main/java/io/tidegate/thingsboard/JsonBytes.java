package io.tidegate.thingsboard;

import io.tidegate.data.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes compact JSON (RFC 8259) in UTF-8 into an array that grows. Written by hand since a message
 * is cut by its exact bytes: what was written last can be measured, moved and taken back, which a
 * general generator can't.
 */
final class JsonBytes {

  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final int INITIAL_CAPACITY = 1024;

  /** One huge value must not take memory for good. */
  private static final int KEPT_CAPACITY = 512 * 1024;

  private static final int REPLACEMENT_CHARACTER = 0xFFFD;

  private byte[] bytes = new byte[INITIAL_CAPACITY];
  private int size;

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  int size() {
    return size;
  }

  /** Takes back all that was written after the first so many bytes. */
  void truncate(int newSize) {
    size = newSize;
    if (size == 0 && bytes.length > KEPT_CAPACITY) {
      bytes = new byte[INITIAL_CAPACITY];
    }
  }

  /** Takes back all that was written before, and moves what remains to the front. */
  void keepFrom(int start) {
    System.arraycopy(bytes, start, bytes, 0, size - start);
    truncate(size - start);
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  JsonBytes raw(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  JsonBytes raw(byte[] ascii) {
    return copy(ascii, 0, ascii.length);
  }

  /** Copies a part of what another one has written. */
  JsonBytes copy(JsonBytes from, int start, int end) {
    return copy(from.bytes, start, end);
  }

  /** A member's name with its colon. */
  JsonBytes name(String name) {
    return string(name).raw(':');
  }

  JsonBytes value(Value value) {
    return switch (value) {
      case Value.Bool(boolean is) -> raw(is ? TRUE : FALSE);
      case Value.Int(long number) -> number(number);
      case Value.Real(double number) -> text(Double.toString(number));
      case Value.Text(String text) -> string(text);
      case Value.Json(String json) -> raw(json.getBytes(StandardCharsets.UTF_8));
    };
  }

  JsonBytes number(long number) {
    if (number == Long.MIN_VALUE) {
      return text(Long.toString(number));
    }
    reserve(20);
    long rest = Math.abs(number);
    if (number < 0) {
      bytes[size++] = '-';
    }
    int position = size + digits(rest);
    size = position;
    do {
      bytes[--position] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    return this;
  }

  /** How many characters a number of zero or more takes. */
  static int digits(long number) {
    int digits = 1;
    for (long bound = 10; digits < 19 && number >= bound; bound *= 10) {
      digits++;
    }
    return digits;
  }

  JsonBytes string(String text) {
    int length = text.length();
    reserve(length + 2);
    bytes[size++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
        bytes[size++] = (byte) c;
        continue;
      }
      // The rest, the closing quote, and what this one may take: six, as in \\u001f.
      reserve(length - i + 7);
      if (c < 0x80) {
        escape(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        encode(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        // Half a surrogate pair is no character, and no UTF-8 can be made of it.
        encode(Character.isSurrogate(c) ? REPLACEMENT_CHARACTER : c);
      }
    }
    bytes[size++] = '"';
    return this;
  }

  private void escape(char c) {
    bytes[size++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[size++] = (byte) c;
      case '\n' -> bytes[size++] = 'n';
      case '\r' -> bytes[size++] = 'r';
      case '\t' -> bytes[size++] = 't';
      default -> {
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[c >> 4];
        bytes[size++] = HEX[c & 0xF];
      }
    }
  }

  private void encode(int codePoint) {
    if (codePoint < 0x800) {
      bytes[size++] = (byte) (0xC0 | codePoint >> 6);
    } else if (codePoint < 0x10000) {
      bytes[size++] = (byte) (0xE0 | codePoint >> 12);
      bytes[size++] = continuation(codePoint >> 6);
    } else {
      bytes[size++] = (byte) (0xF0 | codePoint >> 18);
      bytes[size++] = continuation(codePoint >> 12);
      bytes[size++] = continuation(codePoint >> 6);
    }
    bytes[size++] = continuation(codePoint);
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }

  private JsonBytes text(String ascii) {
    reserve(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[size++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  private JsonBytes copy(byte[] from, int start, int end) {
    reserve(end - start);
    System.arraycopy(from, start, bytes, size, end - start);
    size += end - start;
    return this;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
