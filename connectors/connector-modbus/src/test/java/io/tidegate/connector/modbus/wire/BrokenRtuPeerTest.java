package io.tidegate.connector.modbus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterResponse;
import io.tidegate.connector.modbus.wire.UnitException.Garbled;
import io.tidegate.connector.modbus.wire.UnitException.NoAnswer;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RTU with units that break its rules; over TCP, where the line has no time of its own. */
class BrokenRtuPeerTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final ReadHoldingRegistersRequest TWO = new ReadHoldingRegistersRequest(100, 2);
  private static final ReadHoldingRegistersRequest OTHERS = new ReadHoldingRegistersRequest(200, 2);
  private static final String GOOD = "03 04 00 01 00 02";
  private static final String BAD = "03 04 ff ff ff ff";

  private ServerSocket server;
  private Wire wire;
  private RawPeer peer;

  @BeforeEach
  void connect() throws Exception {
    server = RawPeer.server();
    wire = Wires.open(TestWires.tcp(server.getLocalPort(), Framing.RTU));
    peer = RawPeer.accept(server);
  }

  @AfterEach
  void disconnect() throws IOException {
    wire.close();
    peer.close();
    server.close();
  }

  @Test
  void aWrongChecksumIsToldAtOnce() throws Exception {
    Asking asking = Asking.of(wire, 3, TWO, LONG);
    peer.awaitRequest();
    byte[] frame = RawPeer.rtu(3, GOOD);
    frame[4] ^= 1;
    peer.send(frame);
    assertThat(asking.failure()).isInstanceOf(Garbled.class).hasMessageContaining("wrong checksum");
    assertSpeaksAgain();
  }

  @Test
  void noiseBeforeAnAnswerDoesNotHideIt() throws Exception {
    Asking asking = Asking.of(wire, 3, TWO, LONG);
    peer.awaitRequest();
    peer.send("00 ff 03 03 83");
    peer.send(RawPeer.rtu(3, GOOD));
    asking.assertRegisters(0, 1, 0, 2);
  }

  @Test
  void anAnswerByteByByteIsWhole() throws Exception {
    Asking asking = Asking.of(wire, 3, TWO, LONG);
    peer.awaitRequest();
    for (byte each : RawPeer.rtu(3, GOOD)) {
      peer.send(new byte[] {each});
    }
    asking.assertRegisters(0, 1, 0, 2);
  }

  @Test
  void answersOfOtherUnitsAndLengthsAreNotTaken() throws Exception {
    Asking asking = Asking.of(wire, 3, TWO, LONG);
    peer.awaitRequest();
    peer.send(RawPeer.rtu(4, BAD));
    peer.send(RawPeer.rtu(3, "03 02 ff ff"));
    peer.send(RawPeer.rtu(3, "04 04 ff ff ff ff"));
    peer.send(RawPeer.rtu(3, GOOD));
    asking.assertRegisters(0, 1, 0, 2);
  }

  @Test
  void anAnswerOfAnotherUnitAloneIsToldWhenTheTimeIsOver() throws Exception {
    Asking asking = Asking.of(wire, 3, TWO, SHORT);
    peer.awaitRequest();
    peer.send(RawPeer.rtu(4, GOOD));
    assertThat(asking.failure()).isInstanceOf(Garbled.class).hasMessageContaining("from unit 4");
  }

  @Test
  void anAnswerOfAnotherLengthAloneIsToldWhenTheTimeIsOver() throws Exception {
    Asking asking = Asking.of(wire, 3, TWO, SHORT);
    peer.awaitRequest();
    peer.send(RawPeer.rtu(3, "03 06 00 01 00 02 00 03"));
    assertThat(asking.failure())
        .isInstanceOf(Garbled.class)
        .hasMessageContaining("8 bytes instead of 6");
  }

  @Test
  void aRequestWhoseAnswerCouldBeALateOneWaitsForThatOne() throws Exception {
    Asking first = Asking.of(wire, 3, TWO, Duration.ofSeconds(1));
    peer.awaitRequest();
    assertThat(first.failure()).isInstanceOf(NoAnswer.class);
    Asking second = Asking.of(wire, 3, OTHERS, LONG);
    assertThat(peer.isUnasked()).isTrue();
    peer.send(RawPeer.rtu(3, BAD));
    peer.awaitRequest();
    peer.send(RawPeer.rtu(3, GOOD));
    second.assertRegisters(0, 1, 0, 2);
  }

  @Test
  void aLateAnswerThatDoesNotComeIsWaitedForOnceMoreAndNoLonger() throws Exception {
    Asking first = Asking.of(wire, 3, TWO, SHORT);
    peer.awaitRequest();
    assertThat(first.failure()).isInstanceOf(NoAnswer.class);
    Asking second = Asking.of(wire, 3, OTHERS, LONG);
    peer.awaitRequest();
    peer.send(RawPeer.rtu(3, GOOD));
    second.assertRegisters(0, 1, 0, 2);
  }

  @Test
  void aLateAnswerDoesNotHoldUpOtherUnitsNorARepetition() throws Exception {
    Asking first = Asking.of(wire, 3, TWO, Duration.ofSeconds(2));
    peer.awaitRequest();
    first.interrupt();
    assertThat(first.failure()).isInstanceOf(InterruptedException.class);
    Asking other = Asking.of(wire, 4, TWO, Duration.ofSeconds(1));
    peer.awaitRequest();
    peer.send(RawPeer.rtu(3, BAD));
    peer.send(RawPeer.rtu(4, GOOD));
    other.assertRegisters(0, 1, 0, 2);
    Asking repeated = Asking.of(wire, 3, TWO, Duration.ofSeconds(1));
    peer.awaitRequest();
    peer.send(RawPeer.rtu(3, GOOD));
    repeated.assertRegisters(0, 1, 0, 2);
  }

  @Test
  void anAnsweredRepetitionMayHaveASecondAnswer_whichIsNotTakenForAnothers() throws Exception {
    Asking first = Asking.of(wire, 3, TWO, Duration.ofMillis(500));
    peer.awaitRequest();
    assertThat(first.failure()).isInstanceOf(NoAnswer.class);
    Asking repeated = Asking.of(wire, 3, TWO, Duration.ofMillis(500));
    peer.awaitRequest();
    peer.send(RawPeer.rtu(3, GOOD));
    repeated.assertRegisters(0, 1, 0, 2);
    Asking second = Asking.of(wire, 3, OTHERS, LONG);
    peer.send(RawPeer.rtu(3, BAD));
    peer.awaitRequest();
    peer.send(RawPeer.rtu(3, GOOD));
    second.assertRegisters(0, 1, 0, 2);
  }

  @Test
  void anExceptionIsTold() throws Exception {
    Asking asking = Asking.of(wire, 3, TWO, LONG);
    peer.awaitRequest();
    peer.send(RawPeer.rtu(3, "83 0b"));
    assertThat(asking.failure())
        .isInstanceOf(Refused.class)
        .hasMessage("unit 3: exception 11 (gateway target device failed to respond)");
  }

  @Test
  void nobodyIsWaitedForAfterABroadcast() throws Exception {
    Asking asking = Asking.of(wire, 0, new WriteSingleRegisterRequest(7, 9), LONG);
    assertThat(peer.awaitRequest()).isEqualTo(RawPeer.rtu(0, "06 00 07 00 09"));
    assertThat(asking.answer()).isEqualTo(new WriteSingleRegisterResponse(7, 9));
    assertThatThrownBy(() -> wire.exchange(0, TWO, LONG))
        .isInstanceOf(NoAnswer.class)
        .hasMessageContaining("unit 0 is all units");
    assertThat(peer.isUnasked()).isTrue();
  }

  @Test
  void aRequestThatComesBackIsNoAnswer() throws Exception {
    Asking asking = Asking.of(wire, 3, TWO, SHORT);
    peer.send(peer.awaitRequest());
    assertThat(asking.failure()).isInstanceOf(Garbled.class).hasMessageContaining("echoes");
  }

  private void assertSpeaksAgain() throws Exception {
    Asking asking = Asking.of(wire, 3, TWO, LONG);
    peer.awaitRequest();
    peer.send(RawPeer.rtu(3, GOOD));
    asking.assertRegisters(0, 1, 0, 2);
  }
}
