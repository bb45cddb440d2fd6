package io.tidegate.connector.modbus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import io.tidegate.connector.modbus.wire.UnitException.Garbled;
import io.tidegate.connector.modbus.wire.UnitException.NoAnswer;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.WireSettings.Medium;
import io.tidegate.support.Alarms;
import io.tidegate.testkit.faults.Ports;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** Modbus TCP with peers that break its rules. */
class BrokenTcpPeerTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(60);
  private static final ReadHoldingRegistersRequest TWO = new ReadHoldingRegistersRequest(100, 2);
  private static final String GOOD = "03 04 00 01 00 02";

  private ServerSocket server;
  private Wire wire;
  private RawPeer peer;

  @BeforeEach
  void connect() throws Exception {
    server = RawPeer.server();
    wire = Wires.open(TestWires.tcp(server.getLocalPort(), Framing.SOCKET));
    peer = RawPeer.accept(server);
  }

  @AfterEach
  void disconnect() throws IOException {
    wire.close();
    peer.close();
    server.close();
  }

  @Test
  void aLateAnswerIsNotTakenForTheNextOne() throws Exception {
    Asking first = ask(SHORT);
    byte[] request = peer.awaitRequest();
    assertThat(first.failure()).isInstanceOf(NoAnswer.class).hasMessageContaining("60 ms");
    Asking second = ask(LONG);
    byte[] next = peer.awaitRequest();
    peer.send(RawPeer.answer(request, 3, "03 04 ff ff ff ff"));
    peer.send(RawPeer.answer(next, 3, GOOD));
    second.assertRegisters(0, 1, 0, 2);
  }

  @Test
  void aLateAnswerAloneIsNoAnswer() throws Exception {
    Asking first = ask(SHORT);
    byte[] request = peer.awaitRequest();
    assertThat(first.failure()).isInstanceOf(NoAnswer.class);
    Asking second = ask(SHORT);
    peer.awaitRequest();
    peer.send(RawPeer.answer(request, 3, GOOD));
    assertThat(second.failure()).isInstanceOf(NoAnswer.class);
  }

  @Test
  void anotherTransactionIdentifierIsToldOnceTheTimeIsOver() throws Exception {
    Asking asking = ask(SHORT);
    byte[] answer = RawPeer.answer(peer.awaitRequest(), 3, GOOD);
    answer[1]++;
    peer.send(answer);
    assertThat(asking.failure())
        .isInstanceOf(Garbled.class)
        .hasMessageContaining("transaction identifier");
    assertSpeaksAgain();
  }

  @Test
  void anAnswerFromAnotherUnitIsRefusedAtOnce() throws Exception {
    Asking asking = ask(LONG);
    peer.send(RawPeer.answer(peer.awaitRequest(), 4, GOOD));
    assertThat(asking.failure())
        .isInstanceOf(Garbled.class)
        .hasMessage("unit 3: the answer is from unit 4");
    assertSpeaksAgain();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "04 04 00 01 00 02",
        "03 06 00 01 00 02 00 03",
        "03 04 00 01 00 02 00 03",
        "03 05 00 01 00 02",
        "03",
        "83",
        "90 02"
      })
  void anAnswerThatDoesNotFitIsRefusedAtOnce(String pdu) throws Exception {
    Asking asking = ask(LONG);
    peer.send(RawPeer.answer(peer.awaitRequest(), 3, pdu));
    assertThat(asking.failure()).isInstanceOf(Garbled.class);
    assertSpeaksAgain();
  }

  /** It is whole, and says that there is no more. */
  @Test
  void anAnswerWithLessDataIsARefusal() throws Exception {
    Asking asking = ask(LONG);
    peer.send(RawPeer.answer(peer.awaitRequest(), 3, "03 02 00 01"));
    assertThat(asking.failure())
        .isInstanceOf(Refused.class)
        .hasMessage("unit 3: the answer has 2 bytes of data instead of 4");
    assertSpeaksAgain();
  }

  @Test
  void aShortFrameCostsOnlyItsOwnExchange() throws Exception {
    Asking asking = ask(SHORT);
    byte[] request = peer.awaitRequest();
    byte[] whole = RawPeer.answer(request, 3, GOOD);
    peer.send(Arrays.copyOf(whole, whole.length - 3));
    assertThat(asking.failure()).isInstanceOf(Garbled.class).hasMessageContaining("no whole");
    assertSpeaksAgain();
  }

  @Test
  void anAnswerByteByByteIsWhole() throws Exception {
    Asking asking = ask(LONG);
    for (byte each : RawPeer.answer(peer.awaitRequest(), 3, GOOD)) {
      peer.send(new byte[] {each});
    }
    asking.assertRegisters(0, 1, 0, 2);
  }

  @Test
  void whatIsNoModbusDoesNotHideTheAnswerAfterIt() throws Exception {
    Asking asking = ask(LONG);
    byte[] request = peer.awaitRequest();
    peer.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    peer.send(RawPeer.answer(request, 3, GOOD));
    asking.assertRegisters(0, 1, 0, 2);
  }

  @Test
  void withoutEndWhatIsNoModbusIsToldToo() throws Exception {
    Asking asking = ask(Duration.ofMillis(300));
    peer.awaitRequest();
    for (int i = 0; i < 50; i++) {
      peer.send(new byte[400]);
    }
    assertThat(asking.failure()).isInstanceOf(Garbled.class);
    assertSpeaksAgain();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255})
  void anExceptionIsToldWithItsCode(int code) throws Exception {
    Asking asking = ask(LONG);
    peer.send(RawPeer.answer(peer.awaitRequest(), 3, "83 %02x".formatted(code)));
    assertThat(asking.failure())
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    assertSpeaksAgain();
  }

  @Test
  void anExceptionWithoutMeaningIsNotTakenForAShortAnswer() throws Exception {
    Asking asking = ask(LONG);
    peer.send(RawPeer.answer(peer.awaitRequest(), 3, "83 00"));
    assertThat(asking.failure())
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isNotEqualTo(Refused.TOO_SHORT))
        .hasMessage("unit 3: exception 0 (not in the specification)");
  }

  @Test
  void aPeerThatNeverAnswersIsGivenUpAfterThreeRequests() throws Exception {
    CapturedLog log = new CapturedLog(Level.WARN);
    WireSettings settings = TestWires.tcp(server.getLocalPort(), Framing.SOCKET);
    try (Wire silent = Wires.open(settings, new Alarms("test"), log, Duration.ofMillis(150))) {
      assertThatThrownBy(() -> silent.exchange(3, TWO, SHORT)).isInstanceOf(NoAnswer.class);
      assertThatThrownBy(() -> silent.exchange(3, TWO, SHORT)).isInstanceOf(NoAnswer.class);
      assertThatThrownBy(() -> silent.exchange(3, TWO, SHORT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not answer any more");
      assertThatThrownBy(() -> silent.exchange(3, TWO, LONG)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aPeerThatAnswersSomeRequestsIsKept() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(ask(SHORT).failure()).isInstanceOf(NoAnswer.class);
      peer.awaitRequest();
    }
    assertSpeaksAgain();
  }

  @Test
  void aResetInMidAnswerIsALostConnection() throws Exception {
    Asking asking = ask(LONG);
    byte[] whole = RawPeer.answer(peer.awaitRequest(), 3, GOOD);
    peer.send(Arrays.copyOf(whole, 9));
    peer.close();
    assertThat(asking.failure())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tcp://127.0.0.1");
    assertThatThrownBy(() -> wire.exchange(3, TWO, LONG)).isInstanceOf(IOException.class);
  }

  @Test
  void closingEndsAnExchange() throws Exception {
    Asking asking = ask(LONG);
    peer.awaitRequest();
    wire.close();
    assertThat(asking.failure()).isInstanceOf(IOException.class).hasMessageContaining("closed");
  }

  @Test
  void anInterruptedExchangeLeavesTheWireForTheNext() throws Exception {
    Asking first = ask(LONG);
    byte[] request = peer.awaitRequest();
    Asking queued = ask(LONG);
    queued.interrupt();
    assertThat(queued.failure()).isInstanceOf(InterruptedException.class);
    first.interrupt();
    assertThat(first.failure()).isInstanceOf(InterruptedException.class);
    peer.send(RawPeer.answer(request, 3, "03 04 ff ff ff ff"));
    assertSpeaksAgain();
    assertThat(peer.isUnasked()).isTrue();
  }

  @Test
  void whereNobodyListensOrNobodyIsIsTold() throws Exception {
    int port = Ports.free();
    assertThatThrownBy(() -> Wires.open(TestWires.tcp(port, Framing.SOCKET)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no connection to tcp://127.0.0.1:" + port)
        .hasMessageContaining("refused");
    WireSettings nowhere =
        new WireSettings(Medium.TCP, Framing.SOCKET, "no-such-host.invalid", 502, null, null, LONG);
    assertThatThrownBy(() -> Wires.open(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessage("unknown host no-such-host.invalid");
  }

  @Test
  void unitZeroIsTheDeviceItself() throws Exception {
    Asking asking = Asking.of(wire, 0, TWO, LONG);
    peer.send(RawPeer.answer(peer.awaitRequest(), 0, GOOD));
    asking.assertRegisters(0, 1, 0, 2);
  }

  private Asking ask(Duration timeout) {
    return Asking.of(wire, 3, TWO, timeout);
  }

  private void assertSpeaksAgain() throws Exception {
    Asking asking = ask(LONG);
    peer.send(RawPeer.answer(peer.awaitRequest(), 3, GOOD));
    asking.assertRegisters(0, 1, 0, 2);
  }
}
