package io.tidegate.connector.modbus.wire;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Requests in the framing of Modbus TCP. */
final class MbapRequests extends RequestReader {

  @Override
  @Nullable Request next(byte[] bytes, int length) throws IOException {
    if (length <= MbapFramer.PREFIX) {
      return null;
    }
    int size = MbapFramer.word(bytes, 4);
    // Nothing tells where the next frame begins once a header is wrong.
    if (!MbapFramer.isHeader(bytes, 0) || size < 2) {
      throw new IOException("this is not Modbus TCP");
    }
    int end = MbapFramer.PREFIX + size;
    if (length < end) {
      return null;
    }
    Request request =
        new Request(MbapFramer.word(bytes, 0), bytes[6] & 0xFF, Arrays.copyOfRange(bytes, 7, end));
    drop(end);
    return request;
  }

  @Override
  byte[] frame(Request request, byte[] answer) {
    return MbapFramer.frame(request.number(), request.unit(), answer);
  }

  @Override
  boolean isBroadcast(Request request) {
    return false;
  }
}
