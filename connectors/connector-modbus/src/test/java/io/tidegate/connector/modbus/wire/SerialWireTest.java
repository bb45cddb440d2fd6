package io.tidegate.connector.modbus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterResponse;
import io.tidegate.connector.modbus.wire.UnitException.Garbled;
import io.tidegate.connector.modbus.wire.UnitException.NoAnswer;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.WireSettings.Parity;
import io.tidegate.connector.modbus.wire.WireSettings.Serial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Serial ports that echo, vanish and come back under another name, and the silence on the line. */
@Timeout(60)
class SerialWireTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final ReadHoldingRegistersRequest TWO = new ReadHoldingRegistersRequest(100, 2);
  private static final String GOOD = "03 04 00 01 00 02";

  @TempDir Path folder;

  @BeforeEach
  void assumeInstalled() {
    Peers.assumeSocatInstalled();
  }

  @Test
  void anAdapterMayHearWhatItSends() throws Exception {
    try (SerialCable cable = SerialCable.plug(folder);
        RawPeer peer = RawPeer.at(cable.right());
        Wire wire = Wires.open(TestWires.echoing(cable.left(), Framing.RTU))) {
      WriteSingleRegisterRequest write = new WriteSingleRegisterRequest(7, 9);
      Asking echoOnly = Asking.of(wire, 3, write, SHORT);
      peer.send(peer.awaitRequest());
      assertThat(echoOnly.failure()).isInstanceOf(NoAnswer.class);
      Asking answered = Asking.of(wire, 3, write, LONG);
      byte[] request = peer.awaitRequest();
      peer.send(request);
      peer.send(request);
      assertThat(answered.answer()).isEqualTo(new WriteSingleRegisterResponse(7, 9));
      Asking collision = Asking.of(wire, 3, write, LONG);
      byte[] disturbed = peer.awaitRequest();
      disturbed[3] ^= 4;
      peer.send(disturbed);
      assertThat(collision.failure())
          .isInstanceOf(Garbled.class)
          .hasMessageContaining("did not come back");
    }
  }

  @Test
  void asciiIsReadThroughNoise() throws Exception {
    try (SerialCable cable = SerialCable.plug(folder);
        RawPeer peer = RawPeer.at(cable.right());
        Wire wire = Wires.open(TestWires.serial(cable.left(), Framing.ASCII))) {
      Asking asking = Asking.of(wire, 3, TWO, LONG);
      assertThat(new String(peer.awaitRequest(), StandardCharsets.US_ASCII))
          .isEqualTo(":03030064000294\r\n");
      peer.send(ascii("\u0000:0304:030304000100"));
      peer.send(ascii("02F3\r\n"));
      asking.assertRegisters(0, 1, 0, 2);
      Asking wrong = Asking.of(wire, 3, TWO, LONG);
      peer.awaitRequest();
      peer.send(ascii(":03030400010002F4\r\n"));
      assertThat(wrong.failure()).isInstanceOf(Garbled.class).hasMessageContaining("checksum");
    }
  }

  @Test
  void aPortThatIsUnpluggedEndsTheExchange_andIsFoundAgainByItsPath() throws Exception {
    Path byId = folder.resolve("by-id");
    SerialCable first = SerialCable.plug(Files.createDirectory(folder.resolve("1")));
    Files.createSymbolicLink(byId, Path.of(first.left()));
    Wire wire = Wires.open(TestWires.serial(byId.toString(), Framing.RTU));
    RawPeer firstPeer = RawPeer.at(first.right());
    Asking cut = Asking.of(wire, 3, TWO, LONG);
    firstPeer.awaitRequest();
    first.unplug();
    assertThat(cut.failure()).isInstanceOf(IOException.class).hasMessageContaining("is gone");
    assertThatThrownBy(() -> wire.exchange(3, TWO, LONG)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Wires.open(TestWires.serial(byId.toString(), Framing.RTU)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no serial port " + byId + "; there are: ");
    wire.close();
    firstPeer.close();

    Files.delete(byId);
    try (SerialCable second = SerialCable.plug(Files.createDirectory(folder.resolve("2")));
        RawPeer peer = RawPeer.at(second.right())) {
      Files.createSymbolicLink(byId, Path.of(second.left()));
      try (Wire again = Wires.open(TestWires.serial(byId.toString(), Framing.RTU))) {
        Asking asking = Asking.of(again, 3, TWO, LONG);
        peer.awaitRequest();
        peer.send(RawPeer.rtu(3, GOOD));
        asking.assertRegisters(0, 1, 0, 2);
      }
    }
  }

  @Test
  void closingEndsAnExchange() throws Exception {
    try (SerialCable cable = SerialCable.plug(folder);
        RawPeer peer = RawPeer.at(cable.right())) {
      Wire wire = Wires.open(TestWires.serial(cable.left(), Framing.RTU));
      Asking asking = Asking.of(wire, 3, TWO, LONG);
      peer.awaitRequest();
      wire.close();
      assertThat(asking.failure()).isInstanceOf(IOException.class).hasMessageContaining("closed");
      // The port is free again at once.
      Wires.open(TestWires.serial(cable.left(), Framing.RTU)).close();
    }
  }

  @Test
  void aPortThatIsOpenAlreadyIsToldAsSuch() throws Exception {
    try (SerialCable cable = SerialCable.plug(folder);
        Wire wire = Wires.open(TestWires.serial(cable.left(), Framing.RTU))) {
      assertThatThrownBy(() -> Wires.open(TestWires.serial(cable.left(), Framing.RTU)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("opened it already");
      assertThat(wire).isNotNull();
    }
  }

  /** 3.5 characters of 10 bits at 1,200 baud are 29 ms; the request takes 67 ms to be sent. */
  @Test
  void aRequestFollowsAfterTheSilenceThatTheLineNeeds_andNotMuchLater() throws Exception {
    try (SerialCable cable = SerialCable.plug(folder);
        RawPeer peer = RawPeer.at(cable.right());
        Wire wire =
            Wires.open(
                TestWires.serial(
                    new Serial(cable.left(), 1200, 8, 1, Parity.NONE, false), Framing.RTU))) {
      long[] gaps = new long[5];
      exchange(wire, peer);
      for (int i = 0; i < gaps.length; i++) {
        Asking asking = Asking.of(wire, 3, TWO, LONG);
        peer.awaitRequest();
        long answered = System.nanoTime();
        peer.send(RawPeer.rtu(3, GOOD));
        asking.assertRegisters(0, 1, 0, 2);
        Asking next = Asking.of(wire, 3, TWO, LONG);
        peer.awaitRequest();
        gaps[i] = System.nanoTime() - answered;
        peer.send(RawPeer.rtu(3, GOOD));
        next.assertRegisters(0, 1, 0, 2);
      }
      Arrays.sort(gaps);
      assertThat(gaps[0] / 1e6).isGreaterThan(28);
      assertThat(gaps[0] / 1e6).isLessThan(60);
    }
  }

  private static void exchange(Wire wire, RawPeer peer) throws Exception {
    Asking asking = Asking.of(wire, 3, TWO, LONG);
    peer.awaitRequest();
    peer.send(RawPeer.rtu(3, GOOD));
    asking.assertRegisters(0, 1, 0, 2);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
