package io.tidegate.connector.modbus.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Requests in the binary framing of serial lines. Where a frame ends is told by its length, and the
 * checksum; the silence of 3.5 characters after it can't be measured behind drivers and networks.
 * On a shared line the requests to others and their answers come by, too.
 */
final class RtuRequests extends RequestReader {

  private static final int SHORTEST = 4;
  private static final int LONGEST = 256;

  /** Longer than drivers and networks hold back the rest of a frame, shorter than a repetition. */
  private static final long BROKEN_NANOS = 500_000_000;

  private long lastAdded = System.nanoTime();

  /** A silence within a frame ends it (Modbus over serial line 1.02, 2.5.1.1). */
  @Override
  void add(byte[] chunk, int length) {
    long now = System.nanoTime();
    if (now - lastAdded > BROKEN_NANOS) {
      clear();
    }
    lastAdded = now;
    super.add(chunk, length);
  }

  @Override
  @Nullable Request next(byte[] bytes, int length) {
    for (int at = 0; at + SHORTEST <= length; at++) {
      int size = size(bytes, at, length);
      if (size == 0 || size > LONGEST) {
        continue;
      }
      if (at + size > length) {
        break;
      }
      if (isFrame(bytes, at, size)) {
        return take(bytes, at, size);
      }
    }
    // The rest of it may come yet, or it is noise.
    drop(Math.max(0, length - LONGEST));
    return null;
  }

  private static boolean isFrame(byte[] bytes, int at, int size) {
    return RtuFramer.isWhole(bytes, at, size);
  }

  private Request take(byte[] bytes, int at, int size) {
    byte[] pdu = Arrays.copyOfRange(bytes, at + 1, at + size - 2);
    Request request = new Request(0, bytes[at] & 0xFF, pdu);
    drop(at + size);
    return request;
  }

  /** Of the request that would begin here; 0 if it is none. */
  private static int size(byte[] bytes, int at, int length) {
    return switch (bytes[at + 1] & 0xFF) {
      case 1, 2, 3, 4, 5, 6 -> 8;
      case 7, 11, 12, 17 -> SHORTEST;
      case 15, 16 -> counted(bytes, at, 6, length);
      case 20, 21 -> counted(bytes, at, 2, length);
      case 22 -> 10;
      case 23 -> counted(bytes, at, 10, length);
      case 24 -> 6;
      case 43 -> 7;
      // Of what nobody knows, all that came may be one frame.
      default -> at == 0 && isFrame(bytes, 0, length) ? length : 0;
    };
  }

  /** With a count of the bytes that follow it. */
  private static int counted(byte[] bytes, int at, int where, int length) {
    int count = at + where < length ? bytes[at + where] & 0xFF : 0;
    return where + 1 + count + 2;
  }

  @Override
  byte[] frame(Request request, byte[] answer) {
    return RtuFramer.frame(request.unit(), answer);
  }

  @Override
  boolean isBroadcast(Request request) {
    return request.unit() == 0;
  }
}
