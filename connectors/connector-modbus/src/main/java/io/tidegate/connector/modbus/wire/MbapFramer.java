package io.tidegate.connector.modbus.wire;

import org.jspecify.annotations.Nullable;

/** The framing of Modbus TCP (Modbus messaging on TCP/IP 1.0b, 3.1.3). */
final class MbapFramer implements Framer {

  /** Transaction, protocol, length. */
  static final int PREFIX = 6;

  /** Unit and PDU. */
  static final int LONGEST = 254;

  /** How many transactions back an answer is late; what has another number is wrong. */
  private static final int MEMORY = 1000;

  @Override
  public byte[] frame(Question question) {
    return frame(question.number(), question.unit(), question.pdu());
  }

  static byte[] frame(int number, int unit, byte[] pdu) {
    byte[] frame = new byte[PREFIX + 1 + pdu.length];
    frame[0] = (byte) (number >> 8);
    frame[1] = (byte) number;
    frame[4] = (byte) ((pdu.length + 1) >> 8);
    frame[5] = (byte) (pdu.length + 1);
    frame[6] = (byte) unit;
    System.arraycopy(pdu, 0, frame, PREFIX + 1, pdu.length);
    return frame;
  }

  @Override
  public @Nullable Outcome search(byte[] bytes, int from, int to, Question question) {
    for (int at = from; at + PREFIX < to; at++) {
      if (word(bytes, at) != question.number() || !isHeader(bytes, at)) {
        continue;
      }
      int length = word(bytes, at + 4);
      if (at + PREFIX + length <= to) {
        return judge(bytes, at + PREFIX, length, question);
      }
    }
    return null;
  }

  private static Outcome judge(byte[] bytes, int at, int length, Question question) {
    int unit = bytes[at] & 0xFF;
    if (unit != question.unit()) {
      return question.garbled("the answer is from unit " + unit);
    }
    // It is whole and has the number of the request, so that it is neither noise nor another's.
    return question.isShort(bytes, at + 1, length - 1)
        ? question.tooShort(bytes[at + 2] & 0xFF)
        : question.judge(bytes, at + 1, length - 1);
  }

  @Override
  public @Nullable String explain(byte[] bytes, int from, int to, Question question) {
    int at = from;
    while (at + PREFIX < to && isHeader(bytes, at) && at + PREFIX + word(bytes, at + 4) <= to) {
      int age = (question.number() - word(bytes, at)) & 0xFFFF;
      if (age == 0 || age > MEMORY) {
        return "the answer has the transaction identifier "
            + word(bytes, at)
            + " instead of "
            + question.number();
      }
      at += PREFIX + word(bytes, at + 4);
    }
    return at == to ? null : "what came is no whole answer";
  }

  /** Protocol 0 and a length that a frame can have. */
  static boolean isHeader(byte[] bytes, int at) {
    int length = word(bytes, at + 4);
    return word(bytes, at + 2) == 0 && length >= 1 && length <= LONGEST;
  }

  static int word(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }
}
