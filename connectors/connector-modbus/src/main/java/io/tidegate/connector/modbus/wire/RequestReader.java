package io.tidegate.connector.modbus.wire;

import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the requests in what a client sends, in pieces of any size. */
abstract sealed class RequestReader permits MbapRequests, RtuRequests, AsciiRequests {

  /** Several of the longest frames, those of ASCII. */
  private static final int SIZE = 1600;

  private static final int KEPT = 600;

  private final byte[] bytes = new byte[SIZE];
  private int filled;

  /** The reader of a framing. */
  static RequestReader of(Framing framing) {
    return switch (framing) {
      case SOCKET -> new MbapRequests();
      case RTU -> new RtuRequests();
      case ASCII -> new AsciiRequests();
    };
  }

  /** Takes what came. */
  void add(byte[] chunk, int length) {
    if (filled + length > SIZE) {
      drop(Math.max(0, filled - KEPT));
    }
    System.arraycopy(chunk, 0, bytes, filled, length);
    filled += length;
  }

  /**
   * The next whole request.
   *
   * @return null if there is none yet.
   * @throws IOException if no request can be found any more.
   */
  @Nullable Request next() throws IOException {
    return next(bytes, filled);
  }

  /** The next whole request in so many bytes; what it consists of must be {@link #drop dropped}. */
  abstract @Nullable Request next(byte[] bytes, int length) throws IOException;

  /** The frame that carries an answer. */
  abstract byte[] frame(Request request, byte[] answer);

  /** Whether nobody may answer a request. */
  abstract boolean isBroadcast(Request request);

  /** What came so far belongs to nothing that will come. */
  final void clear() {
    filled = 0;
  }

  /** So many bytes at the beginning are done with. */
  final void drop(int length) {
    System.arraycopy(bytes, length, bytes, 0, filled - length);
    filled -= length;
  }
}
