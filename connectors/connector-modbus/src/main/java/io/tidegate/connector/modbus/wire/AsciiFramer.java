package io.tidegate.connector.modbus.wire;

import io.tidegate.connector.modbus.wire.Outcome.Failure;
import io.tidegate.connector.modbus.wire.UnitException.Garbled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The framing of serial lines in letters (Modbus over serial line 1.02, 2.5.2). */
final class AsciiFramer implements Framer {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** Unit and LRC. */
  private static final int OVERHEAD = 2;

  @Override
  public byte[] frame(Question question) {
    return frame(question.unit(), question.pdu());
  }

  static byte[] frame(int unit, byte[] pdu) {
    byte[] content = new byte[pdu.length + OVERHEAD];
    content[0] = (byte) unit;
    System.arraycopy(pdu, 0, content, 1, pdu.length);
    content[pdu.length + 1] = (byte) -sum(content);
    return (":" + HEX.formatHex(content) + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public @Nullable Outcome search(byte[] bytes, int from, int to, Question question) {
    int colon = from;
    for (int at = from; at < to; at++) {
      if (bytes[at] == ':') {
        colon = at;
      } else if (bytes[at] == '\n') {
        boolean first = colon == from && bytes[from] == ':';
        Outcome outcome = judge(content(bytes, colon, at), first, question);
        if (outcome != null) {
          return outcome;
        }
        colon = at + 1;
      }
    }
    return null;
  }

  private static @Nullable Outcome judge(
      byte @Nullable [] content, boolean first, Question question) {
    if (content == null) {
      return first ? question.garbled("the answer has a wrong checksum") : null;
    }
    if ((content[0] & 0xFF) != question.unit()) {
      return null;
    }
    Outcome outcome = question.judge(content, 1, content.length - OVERHEAD);
    return outcome instanceof Failure(Garbled _) ? null : outcome;
  }

  @Override
  public @Nullable String explain(byte[] bytes, int from, int to, Question question) {
    byte[] content = to - from < 2 ? null : content(bytes, from, to - 1);
    if (content == null) {
      return "what came is no whole answer";
    }
    int unit = content[0] & 0xFF;
    if (unit != question.unit()) {
      return "the answer is from unit " + unit;
    }
    return question.judge(content, 1, content.length - OVERHEAD) instanceof Failure(Garbled why)
        ? why.getMessage()
        : "the answer came too late";
  }

  /**
   * What a frame says, with unit and LRC.
   *
   * @param colon where it begins.
   * @param end where its LF is.
   * @return null if it is no frame, or its sum is wrong.
   */
  static byte @Nullable [] content(byte[] bytes, int colon, int end) {
    int last = end > colon && bytes[end - 1] == '\r' ? end - 1 : end;
    int digits = last - colon - 1;
    if (digits < 2 * (OVERHEAD + 1) || digits % 2 != 0 || bytes[colon] != ':') {
      return null;
    }
    byte[] content = new byte[digits / 2];
    for (int i = 0; i < content.length; i++) {
      int high = bytes[colon + 1 + 2 * i];
      int low = bytes[colon + 2 + 2 * i];
      if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
        return null;
      }
      content[i] = (byte) ((HexFormat.fromHexDigit(high) << 4) | HexFormat.fromHexDigit(low));
    }
    return sum(content) == 0 ? content : null;
  }

  /** The sum of the bytes; 0 with the LRC among them. */
  private static byte sum(byte[] content) {
    int sum = 0;
    for (byte b : content) {
      sum += b;
    }
    return (byte) sum;
  }
}
