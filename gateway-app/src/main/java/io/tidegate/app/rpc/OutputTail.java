package io.tidegate.app.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a command has printed and nobody has read yet. Of more than is kept the newest counts: a
 * command whose caller has gone must neither stop nor take memory.
 */
final class OutputTail {

  private static final int KEPT = 128 * 1024;

  private final StringBuilder unread = new StringBuilder();
  private final Thread reader;
  private long leftOut;

  /** Reads to the end of a stream, on a thread of the system: such a read blocks its thread. */
  OutputTail(InputStream stream) {
    reader = Thread.ofPlatform().daemon().name("remote-shell").start(() -> readAll(stream));
  }

  /** Waits a little for the end of the output; a process left in the background may keep it. */
  void awaitEnd(Duration within) throws InterruptedException {
    var _ = reader.join(within);
  }

  synchronized boolean isEmpty() {
    return unread.isEmpty();
  }

  /** Takes as much as fits into so many bytes of JSON. */
  synchronized String take(int bytes) {
    trim();
    String note = leftOut == 0 ? "" : "[" + leftOut + " characters left out]\n";
    leftOut = 0;
    int end = fitting(bytes - note.length());
    String text = note + unread.substring(0, end);
    unread.delete(0, end);
    return text;
  }

  private int fitting(int bytes) {
    int end = 0;
    int room = bytes;
    while (end < unread.length()) {
      int length = Character.charCount(Character.codePointAt(unread, end));
      room -= length == 1 ? encoded(unread.charAt(end)) : 4;
      if (room < 0) {
        break;
      }
      end += length;
    }
    return end;
  }

  /** The bytes that a character takes in a JSON text. */
  private static int encoded(char c) {
    if (c < 0x20) {
      return 6;
    }
    return c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : 3;
  }

  private void readAll(InputStream stream) {
    char[] buffer = new char[8192];
    try (Reader chars = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      for (int count = chars.read(buffer); count >= 0; count = chars.read(buffer)) {
        add(buffer, count);
      }
    } catch (IOException e) {
      // The process was killed: there is no more.
    }
  }

  private synchronized void add(char[] buffer, int count) {
    unread.append(buffer, 0, count);
    if (unread.length() > 2 * KEPT) {
      trim();
    }
  }

  private void trim() {
    int surplus = unread.length() - KEPT;
    if (surplus > 0) {
      int cut = Character.isLowSurrogate(unread.charAt(surplus)) ? surplus + 1 : surplus;
      leftOut += cut;
      unread.delete(0, cut);
    }
  }
}
