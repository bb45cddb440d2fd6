package io.tidegate.connector.modbus.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.testkit.RandomCases;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever a peer does, no register is ever taken for another one. */
class WrongPlaceTest {

  private static final int REQUESTS = 250;
  private static final Duration TIMEOUT = Duration.ofMillis(25);

  @Test
  void noRegisterIsTakenForAnotherOne() throws Exception {
    RandomCases cases = RandomCases.seeded(20_261_122);
    int answered = 0;
    try (UnreliablePeer peer =
            new UnreliablePeer(
                RequestReader.of(Framing.SOCKET), RandomCases.seeded(7), TIMEOUT.multipliedBy(4));
        Wire wire = Wires.open(TestWires.tcp(peer.port(), Framing.SOCKET))) {
      for (int i = 0; i < REQUESTS; i++) {
        int register = cases.between(0, 65_535);
        try {
          assertThat(wire.exchange(1, new ReadHoldingRegistersRequest(register, 1), TIMEOUT))
              .isEqualTo(
                  new ReadHoldingRegistersResponse(
                      new byte[] {(byte) (register >> 8), (byte) register}));
          answered++;
        } catch (UnitException e) {
          // Not answered, or not in time.
        }
      }
    }
    assertThat(answered).isBetween(REQUESTS / 3, REQUESTS);
  }
}
