package io.tidegate.connector.modbus.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.modbus.server.ExampleUnits;
import io.tidegate.connector.modbus.wire.Listener;
import io.tidegate.connector.modbus.wire.Listeners;
import io.tidegate.connector.modbus.wire.RequestHandler;
import io.tidegate.connector.modbus.wire.TestWires;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import org.junit.jupiter.api.Test;

/** What docs/user/modbus-tool.md shows is what its commands print. */
class DocumentationTest {

  private static final byte[] NOBODY_THERE = {(byte) 0x83, 11};

  @Test
  void theCommandsPrintWhatThePageShows() throws Exception {
    DocumentedCommands page = DocumentedCommands.of("modbus-tool.md");
    RequestHandler units = ExampleUnits.of(unit -> unit == 1 || unit == 7);
    try (Listener gateway =
        Listeners.open(
            TestWires.tcp(0, Framing.SOCKET),
            (unit, pdu) -> {
              byte[] answer = units.answer(unit, pdu);
              return answer == null ? NOBODY_THERE : answer;
            })) {
      String today = page.pageOfToday("tcp://10.0.0.5", "tcp://127.0.0.1:" + gateway.port());
      assertThat(today).isEqualTo(page.page());
    }
  }
}
