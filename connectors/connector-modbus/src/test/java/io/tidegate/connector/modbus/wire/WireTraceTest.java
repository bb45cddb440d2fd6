package io.tidegate.connector.modbus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalpetri.modbus.pdu.MaskWriteRegisterRequest;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadWriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** What an engineer reads who follows a wire. */
class WireTraceTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Test
  void bothEndsTellRequestsAndAnswersInWordsAndBytes() throws Exception {
    CapturedLog served = new CapturedLog(Level.TRACE);
    CapturedLog asked = new CapturedLog(Level.TRACE);
    try (Listener listener =
        Listeners.open(TestWires.tcp(0, Framing.RTU), new TestUnit(), served)) {
      WireSettings settings = TestWires.tcp(listener.port(), Framing.RTU);
      try (Wire wire = Wires.open(settings, asked)) {
        wire.exchange(
            3, new WriteMultipleRegistersRequest(10, 2, new byte[] {0, 1, 2, 3}), TIMEOUT);
        wire.exchange(3, new ReadHoldingRegistersRequest(10, 2), TIMEOUT);
        wire.exchange(3, new ReadCoilsRequest(0, 9), TIMEOUT);
        assertThatThrownBy(() -> wire.exchange(3, new ReadHoldingRegistersRequest(99, 2), TIMEOUT));
        assertThatThrownBy(
            () -> wire.exchange(4, new ReadHoldingRegistersRequest(1, 1), Duration.ofMillis(50)));
      }
      String place = settings.place();
      assertThat(asked.lines())
          .containsExactly(
              place
                  + " → unit 3: write 2 registers from 10: 0001 0203"
                  + " [03 10 00 0A 00 02 04 00 01 02 03 68 C9]",
              place + " ← unit 3: done [03 10 00 0A 00 02 60 28]",
              place + " → unit 3: read 2 holding registers from 10 [03 03 00 0A 00 02 E5 EB]",
              place + " ← unit 3: 2 registers: 0001 0203 [03 03 04 00 01 02 03 C9 52]",
              place + " → unit 3: read 9 coils from 0 [03 01 00 00 00 09 FD EE]",
              place + " ← unit 3: 9 coils: 00000000 0 [03 01 02 00 00 C0 3C]",
              place + " → unit 3: read 2 holding registers from 99 [03 03 00 63 00 02 35 F7]",
              place + " ← unit 3: exception 2 (illegal data address) [03 83 02 61 31]",
              place + " → unit 4: read 1 holding register from 1 [04 03 00 01 00 01 D5 9F]",
              place + " ✗ unit 4: no answer for 50 ms []");
      assertThat(served.lines())
          .anyMatch(line -> line.contains("unit 3: read 2 holding registers from 10 ["))
          .anyMatch(line -> line.endsWith("unit 3: [03 83 02 61 31]"))
          .anyMatch(line -> line.endsWith("unit 4: no answer"));
    }
  }

  @Test
  void withoutTraceNothingIsTold() throws Exception {
    CapturedLog log = new CapturedLog(Level.DEBUG);
    try (Listener listener = Listeners.open(TestWires.tcp(0, Framing.SOCKET), new TestUnit(), log);
        Wire wire = Wires.open(TestWires.tcp(listener.port(), Framing.SOCKET), log)) {
      wire.exchange(3, new ReadCoilsRequest(0, 9), TIMEOUT);
      assertThatThrownBy(() -> wire.exchange(3, new ReadInputRegistersRequest(0, 9), TIMEOUT));
    }
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void eachRequestHasWords() {
    assertWords(new ReadCoilsRequest(1, 1), "read 1 coil from 1");
    assertWords(new ReadDiscreteInputsRequest(1, 2), "read 2 discrete inputs from 1");
    assertWords(new ReadInputRegistersRequest(1, 2), "read 2 input registers from 1");
    assertWords(new WriteSingleCoilRequest(5, 0xFF00), "switch coil 5 on");
    assertWords(new WriteSingleCoilRequest(5, 0), "switch coil 5 off");
    assertWords(new WriteSingleRegisterRequest(5, 65_535), "write register 5: ffff");
    assertWords(
        new WriteMultipleCoilsRequest(5, 10, new byte[] {(byte) 0b1000_0001, 0b10}),
        "write 10 coils from 5: 10000001 01");
    assertWords(new MaskWriteRegisterRequest(4, 242, 37), "mask register 4: and 00f2, or 0025");
    assertWords(
        new ReadWriteMultipleRegistersRequest(3, 6, 14, 1, new byte[] {0, 1}),
        "write 0001 to 14, then read 6 registers from 3");
  }

  private static void assertWords(ModbusRequestPdu request, String words) {
    assertThat(Wording.of(request)).isEqualTo(words);
  }
}
