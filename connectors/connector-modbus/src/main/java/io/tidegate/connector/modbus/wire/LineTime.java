package io.tidegate.connector.modbus.wire;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.WireSettings.Parity;
import io.tidegate.connector.modbus.wire.WireSettings.Serial;
import java.time.Duration;

/**
 * The arithmetic of a serial line: how long it is busy with what is sent over it (Modbus over
 * serial line 1.02, 2.5). What a unit takes to think about its answer comes on top.
 *
 * @param characterNanos one character with its start, parity and stop bits.
 * @param silenceNanos what must be quiet between two frames: 3.5 characters, but 1.75 ms above
 *     19,200 baud; nothing with ASCII, which has delimiters.
 */
public record LineTime(Framing framing, long characterNanos, long silenceNanos) {

  private static final int FASTEST_IN_CHARACTERS = 19_200;
  private static final long FIXED_SILENCE_NANOS = 1_750_000;
  private static final long SECOND = 1_000_000_000;

  /** Of a line with these settings. */
  public static LineTime of(Serial serial, Framing framing) {
    int parity = serial.parity() == Parity.NONE ? 0 : 1;
    int bits = 1 + serial.dataBits() + parity + serial.stopBits();
    long character = bits * SECOND / serial.baudRate();
    return new LineTime(framing, character, silence(serial.baudRate(), character, framing));
  }

  private static long silence(int baudRate, long character, Framing framing) {
    if (framing == Framing.ASCII) {
      return 0;
    }
    return baudRate > FASTEST_IN_CHARACTERS ? FIXED_SILENCE_NANOS : character * 7 / 2;
  }

  /** How many characters a PDU of so many bytes becomes: unit, PDU and check, as framed. */
  public int characters(int pduLength) {
    return switch (framing) {
      // Colon, two digits for each byte with unit and LRC, CR and LF.
      case ASCII -> 1 + 2 * (pduLength + 2) + 2;
      // Unit and CRC.
      case RTU -> pduLength + 3;
      // Transaction, protocol, length and unit; no serial line has it.
      case SOCKET -> pduLength + 7;
    };
  }

  /** How long a frame of a PDU takes. */
  public Duration frame(int pduLength) {
    return Duration.ofNanos(frameNanos(pduLength));
  }

  /**
   * How long the line is busy with a request and its answer: both frames and the silence after
   * each.
   */
  public Duration exchange(ModbusRequestPdu request) {
    return Duration.ofNanos(
        frameNanos(PduLength.of(request))
            + frameNanos(PduLength.ofAnswer(request))
            + 2 * silenceNanos);
  }

  /** How long the line is busy with a request that nobody answers, beside the time waited. */
  public Duration unanswered(ModbusRequestPdu request) {
    return Duration.ofNanos(frameNanos(PduLength.of(request)) + silenceNanos);
  }

  long frameNanos(int pduLength) {
    return characters(pduLength) * characterNanos;
  }
}
