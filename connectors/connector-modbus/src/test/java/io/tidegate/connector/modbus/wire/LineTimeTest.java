package io.tidegate.connector.modbus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.WireSettings.Parity;
import io.tidegate.connector.modbus.wire.WireSettings.Serial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected times are counted by hand after Modbus over serial line 1.02, 2.5. */
class LineTimeTest {

  @ParameterizedTest
  @CsvSource({
    // baud, data, parity, stop, microseconds a character, microseconds of silence
    "9600,   8, NONE, 1, 1041.67, 3645.83",
    "9600,   8, EVEN, 1, 1145.83, 4010.42",
    "9600,   8, NONE, 2, 1145.83, 4010.42",
    "19200,  8, EVEN, 1,  572.92, 2005.21",
    "38400,  8, EVEN, 1,  286.46, 1750",
    "115200, 8, NONE, 1,   86.81, 1750",
    "1200,   7, EVEN, 1, 8333.33, 29166.67",
  })
  void aCharacterHasItsStartParityAndStopBits_andThreeAndAHalfAreSilence(
      int baud, int data, Parity parity, int stop, double character, double silence) {
    LineTime time = time(baud, data, parity, stop, Framing.RTU);
    assertThat(time.characterNanos() / 1e3).isCloseTo(character, within(0.01));
    assertThat(time.silenceNanos() / 1e3).isCloseTo(silence, within(0.01));
  }

  @Test
  void rtuAddsUnitAndChecksum_andAsciiWritesTwoDigitsForEachByte() {
    assertThat(time(9600, 8, Parity.NONE, 1, Framing.RTU).characters(5)).isEqualTo(8);
    assertThat(time(9600, 7, Parity.EVEN, 1, Framing.ASCII).characters(5)).isEqualTo(17);
    assertThat(time(9600, 7, Parity.EVEN, 1, Framing.ASCII).silenceNanos()).isZero();
  }

  @Test
  void anExchangeIsBothFramesAndTheSilenceAfterEach() {
    LineTime rtu = time(9600, 8, Parity.EVEN, 1, Framing.RTU);
    assertMillis(rtu, new ReadHoldingRegistersRequest(0, 10), (8 + 25) * 1.145833 + 2 * 4.010417);
    assertMillis(rtu, new ReadCoilsRequest(0, 9), (8 + 7) * 1.145833 + 2 * 4.010417);
    assertMillis(rtu, new WriteSingleRegisterRequest(0, 1), (8 + 8) * 1.145833 + 2 * 4.010417);
    assertMillis(
        rtu,
        new WriteMultipleRegistersRequest(0, 2, new byte[4]),
        (13 + 8) * 1.145833 + 2 * 4.010417);
    LineTime ascii = time(9600, 7, Parity.EVEN, 1, Framing.ASCII);
    assertMillis(ascii, new ReadHoldingRegistersRequest(0, 10), (17 + 51) * 1.0416667);
  }

  private static void assertMillis(LineTime time, ModbusRequestPdu request, double millis) {
    assertThat(time.exchange(request).toNanos() / 1e6).isCloseTo(millis, within(0.01));
  }

  private static LineTime time(int baud, int data, Parity parity, int stop, Framing framing) {
    return LineTime.of(new Serial("/dev/ttyS0", baud, data, stop, parity, false), framing);
  }
}
