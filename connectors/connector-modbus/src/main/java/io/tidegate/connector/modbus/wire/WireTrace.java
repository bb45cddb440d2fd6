package io.tidegate.connector.modbus.wire;

import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import io.tidegate.connector.modbus.wire.Outcome.Answer;
import io.tidegate.connector.modbus.wire.Outcome.Failure;
import io.tidegate.connector.modbus.wire.Outcome.Lost;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.slf4j.Logger;

/** Tells what goes over a wire, in words and in bytes. Costs nothing while nobody listens. */
final class WireTrace {

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  private final Logger log;
  private final String place;

  WireTrace(Logger log, String place) {
    this.log = log;
    this.place = place;
  }

  boolean isOn() {
    return log.isTraceEnabled();
  }

  void sent(Question question, byte[] frame) {
    if (isOn()) {
      log.trace(
          "{} → unit {}: {} [{}]",
          place,
          question.unit(),
          Wording.of(question.request()),
          hex(frame));
    }
  }

  void ended(Question question, Outcome outcome, Inbox inbox) {
    if (isOn()) {
      log.trace("{} {} [{}]", place, words(question, outcome), hex(inbox.bytes()));
    }
  }

  private static String words(Question question, Outcome outcome) {
    return switch (outcome) {
      case Answer(ModbusResponsePdu pdu) ->
          "← unit " + question.unit() + ": " + Wording.of(question.request(), pdu);
      case Failure(Refused refused) -> "← " + refused.getMessage();
      case Failure(UnitException cause) -> "✗ " + cause.getMessage();
      case Lost(IOException cause) -> "✗ " + cause.getMessage();
    };
  }

  void unasked(byte[] bytes, int length) {
    if (isOn()) {
      log.trace("{} ← not waited for, or late [{}]", place, hex(Arrays.copyOf(bytes, length)));
    }
  }

  static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }
}
