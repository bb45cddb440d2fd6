package io.tidegate.connector.modbus.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import io.tidegate.connector.modbus.config.ConfigTexts;
import io.tidegate.connector.modbus.tool.DocumentedCommands;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.testkit.faults.Ports;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What docs/user/modbus-server.md shows is what happens. */
class DocumentationTest {

  private static final Device PLC = new Device("Line 4 PLC", "PLC");

  @Test
  void theExampleDoesWhatThePageSays() throws Exception {
    DocumentedCommands page = DocumentedCommands.of("modbus-server.md");
    int port = Ports.free();
    String config = page.json("<!-- example -->").replace("5020", Integer.toString(port));
    try (Served served = Served.start(Objects.requireNonNull(ConfigTexts.config(config).slave()))) {
      assertThat(served.next())
          .isEqualTo(
              Map.of(
                  "recipe", new Value.Text("BREAD\0\0\0"),
                  "temperature", new Value.Real(21.5),
                  "pieces", new Value.Int(0),
                  "level", new Value.Real(0),
                  "doors", new Value.Json("[false,false,false,false]")));
      String today = page.pageOfToday("tcp://127.0.0.1:5020", "tcp://127.0.0.1:" + port);
      assertThat(today).isEqualTo(page.page());
      served.awaitReport(
          Map.of(
              "pieces", new Value.Int(1_234_567),
              "doors", new Value.Json("[true,false,false,true]")));
      assertThat(
              served.handle(
                  new AttributeUpdate(PLC, Map.of("released", new Value.Bool(true)), List.of())))
          .isEqualTo(new Reply.Done());
      assertThat(served.handle(new RpcRequest(PLC, 1, "setSpeed", new Value.Int(7), null)))
          .isEqualTo(new Reply.Answered(new Value.Json("{\"result\":{\"value\":7}}")));
    }
  }
}
