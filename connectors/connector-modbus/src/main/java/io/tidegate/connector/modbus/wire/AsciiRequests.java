package io.tidegate.connector.modbus.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Requests in letters. */
final class AsciiRequests extends RequestReader {

  @Override
  @Nullable Request next(byte[] bytes, int length) {
    int colon = 0;
    for (int at = 0; at < length; at++) {
      if (bytes[at] == ':') {
        colon = at;
      } else if (bytes[at] == '\n') {
        byte[] content = AsciiFramer.content(bytes, colon, at);
        if (content != null) {
          drop(at + 1);
          return new Request(
              0, content[0] & 0xFF, Arrays.copyOfRange(content, 1, content.length - 1));
        }
        colon = at + 1;
      }
    }
    drop(Math.min(colon, length));
    return null;
  }

  @Override
  byte[] frame(Request request, byte[] answer) {
    return AsciiFramer.frame(request.unit(), answer);
  }

  @Override
  boolean isBroadcast(Request request) {
    return request.unit() == 0;
  }
}
