package io.tidegate.connector.modbus.wire;

import com.digitalpetri.modbus.Crc16;
import io.tidegate.connector.modbus.wire.Outcome.Failure;
import io.tidegate.connector.modbus.wire.UnitException.Garbled;
import org.jspecify.annotations.Nullable;

/** The binary framing of serial lines (Modbus over serial line 1.02, 2.5.1). */
final class RtuFramer implements Framer {

  /** Unit and CRC. */
  static final int OVERHEAD = 3;

  private static final int EXCEPTION = 0x80;

  @Override
  public byte[] frame(Question question) {
    return frame(question.unit(), question.pdu());
  }

  static byte[] frame(int unit, byte[] pdu) {
    byte[] frame = new byte[pdu.length + OVERHEAD];
    frame[0] = (byte) unit;
    System.arraycopy(pdu, 0, frame, 1, pdu.length);
    int crc = crc(frame, 0, pdu.length + 1);
    frame[pdu.length + 1] = (byte) crc;
    frame[pdu.length + 2] = (byte) (crc >> 8);
    return frame;
  }

  @Override
  public @Nullable Outcome search(byte[] bytes, int from, int to, Question question) {
    for (int at = from; at + OVERHEAD < to; at++) {
      int length = length(bytes, at, question);
      if (length == 0 || at + length > to) {
        continue;
      }
      if (!isWhole(bytes, at, length)) {
        if (at == from && length == question.answerLength() + OVERHEAD) {
          return question.garbled("the answer has a wrong checksum");
        }
        continue;
      }
      Outcome outcome = question.judge(bytes, at + 1, length - OVERHEAD);
      if (!(outcome instanceof Failure(Garbled _))) {
        return outcome;
      }
    }
    return null;
  }

  /** Of the frame that would begin here if it came from the unit; 0 if it can't. */
  private static int length(byte[] bytes, int at, Question question) {
    if ((bytes[at] & 0xFF) != question.unit()) {
      return 0;
    }
    int function = bytes[at + 1] & 0xFF;
    if (function == (question.function() | EXCEPTION)) {
      return 2 + OVERHEAD;
    }
    if (function != question.function()) {
      return 0;
    }
    int pdu = question.isRead() ? 2 + (bytes[at + 2] & 0xFF) : question.answerLength();
    return pdu + OVERHEAD;
  }

  @Override
  public @Nullable String explain(byte[] bytes, int from, int to, Question question) {
    if (to - from > OVERHEAD && isWhole(bytes, from, to - from)) {
      int unit = bytes[from] & 0xFF;
      if (unit != question.unit()) {
        return "the answer is from unit " + unit;
      }
      return question.judge(bytes, from + 1, to - from - OVERHEAD) instanceof Failure(Garbled why)
          ? why.getMessage()
          : "the answer came too late";
    }
    return "what came is no whole answer";
  }

  /** Whether so many bytes end with their checksum, low byte first. */
  static boolean isWhole(byte[] bytes, int at, int length) {
    int crc = crc(bytes, at, length - 2);
    return bytes[at + length - 2] == (byte) crc && bytes[at + length - 1] == (byte) (crc >> 8);
  }

  private static int crc(byte[] bytes, int at, int length) {
    Crc16 crc = new Crc16();
    for (int i = at; i < at + length; i++) {
      crc.update(bytes[i]);
    }
    return crc.getValue();
  }
}
