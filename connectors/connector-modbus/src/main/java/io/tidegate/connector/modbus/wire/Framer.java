package io.tidegate.connector.modbus.wire;

import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import org.jspecify.annotations.Nullable;

/**
 * How a PDU becomes a frame, and where the answer is in what came. Pure. What came may begin with
 * noise or with the end of an answer that is late: the answer is sought, not expected at the
 * beginning, and only what fits the question is taken for it.
 */
sealed interface Framer permits MbapFramer, RtuFramer, AsciiFramer {

  /** The framer of a framing. */
  static Framer of(Framing framing) {
    return switch (framing) {
      case SOCKET -> new MbapFramer();
      case RTU -> new RtuFramer();
      case ASCII -> new AsciiFramer();
    };
  }

  /** The bytes to send. */
  byte[] frame(Question question);

  /**
   * Looks for the answer.
   *
   * @return null if it may still come; a garbled one only if it can be nothing but the answer.
   */
  @Nullable Outcome search(byte[] bytes, int from, int to, Question question);

  /** Why what came is no answer, once it is too late; null if it is only late answers to others. */
  @Nullable String explain(byte[] bytes, int from, int to, Question question);
}
