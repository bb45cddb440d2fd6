package io.tidegate.connector.modbus.wire;

import com.digitalpetri.modbus.ModbusPduSerializer.DefaultRequestSerializer;
import com.digitalpetri.modbus.ModbusPduSerializer.DefaultResponseSerializer;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import io.tidegate.connector.modbus.wire.Outcome.Answer;
import io.tidegate.connector.modbus.wire.Outcome.Failure;
import io.tidegate.connector.modbus.wire.UnitException.Garbled;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A request to a unit, and what its answer must look like. */
final class Question {

  /** What fits into a frame of any kind (Modbus application protocol, 4.1). */
  private static final int LONGEST_PDU = 253;

  private static final int EXCEPTION = 0x80;

  private final int unit;
  private final ModbusRequestPdu request;
  private final byte[] pdu;
  private final int answerLength;
  private final int number;

  /**
   * Creates it.
   *
   * @param number what tells its answer from others', where the framing has such a thing.
   * @throws IllegalArgumentException if the request can't be sent.
   */
  Question(int unit, ModbusRequestPdu request, int number) {
    this.unit = unit;
    this.request = request;
    this.number = number;
    pdu = encode(request);
    answerLength = PduLength.ofAnswer(request);
  }

  private static byte[] encode(ModbusRequestPdu request) {
    int length = PduLength.of(request);
    if (length > LONGEST_PDU || PduLength.ofAnswer(request) > LONGEST_PDU) {
      throw new IllegalArgumentException("too much for one request: " + request);
    }
    ByteBuffer buffer = ByteBuffer.allocate(length);
    try {
      DefaultRequestSerializer.INSTANCE.encode(request, buffer);
    } catch (ModbusException | BufferOverflowException e) {
      throw new IllegalArgumentException("no such request: " + request, e);
    }
    return buffer.array();
  }

  int unit() {
    return unit;
  }

  ModbusRequestPdu request() {
    return request;
  }

  byte[] pdu() {
    return pdu;
  }

  int function() {
    return pdu[0] & 0xFF;
  }

  /** Of the PDU, if it is no exception. */
  int answerLength() {
    return answerLength;
  }

  int number() {
    return number;
  }

  boolean isRead() {
    return switch (function()) {
      case 1, 2, 3, 4, 0x17 -> true;
      default -> false;
    };
  }

  /** Whether nothing but its time tells an answer to the one from an answer to the other. */
  boolean isMistakableFor(Question other) {
    return unit == other.unit
        && function() == other.function()
        && answerLength == other.answerLength
        && !Arrays.equals(pdu, other.pdu);
  }

  /** Whether the other one asks the same of the same unit. */
  boolean isSameAs(Question other) {
    return unit == other.unit && Arrays.equals(pdu, other.pdu);
  }

  /** Judges the PDU of an answer from this unit. */
  Outcome judge(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return garbled("the answer is empty");
    }
    int answered = bytes[offset] & 0xFF;
    if (answered == (function() | EXCEPTION) && length >= 2) {
      int code = bytes[offset + 1] & 0xFF;
      return new Failure(
          new Refused(
              code, "unit " + unit + ": exception " + code + " (" + Refused.meaning(code) + ")"));
    }
    if (answered != function()) {
      return garbled("the answer is to function " + answered + " instead of " + function());
    }
    if (length != answerLength || (isRead() && (bytes[offset + 1] & 0xFF) != length - 2)) {
      return garbled("the answer has " + length + " bytes instead of " + answerLength);
    }
    if (!isRead() && !echoes(bytes, offset)) {
      return garbled("the answer is to a write elsewhere");
    }
    return decode(bytes, offset, length);
  }

  /** Whether the PDU is an answer to this read in all but that it has less data. */
  boolean isShort(byte[] bytes, int offset, int length) {
    return isRead()
        && length >= 2
        && length < answerLength
        && (bytes[offset] & 0xFF) == function()
        && (bytes[offset + 1] & 0xFF) == length - 2;
  }

  Failure tooShort(int bytes) {
    return new Failure(
        new Refused(
            Refused.TOO_SHORT,
            "unit %d: the answer has %d bytes of data instead of %d"
                .formatted(unit, bytes, answerLength - 2)));
  }

  /**
   * Whether address and quantity of a write come back. The value may differ: there are units that
   * answer with what they made of it.
   */
  private boolean echoes(byte[] bytes, int offset) {
    int same = function() == 15 || function() == 16 ? 5 : 3;
    return Arrays.equals(pdu, 0, same, bytes, offset, offset + same);
  }

  private Outcome decode(byte[] bytes, int offset, int length) {
    try {
      return new Answer(
          (ModbusResponsePdu)
              DefaultResponseSerializer.INSTANCE.decode(
                  function(), ByteBuffer.wrap(bytes, offset, length)));
    } catch (ModbusException e) {
      return garbled(String.valueOf(e.getMessage()));
    }
  }

  Failure garbled(String why) {
    return new Failure(new Garbled("unit " + unit + ": " + why));
  }
}
