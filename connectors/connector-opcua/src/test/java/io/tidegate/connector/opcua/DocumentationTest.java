package io.tidegate.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Reply;
import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.data.Value.Int;
import io.tidegate.data.Value.Real;
import io.tidegate.data.Value.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/user/opcua.md shows is what happens. */
class DocumentationTest {

  private static final Path PAGE = Path.of("../../docs/user/opcua.md");

  @Test
  void theExampleDoesWhatThePageSays() throws Exception {
    NodeOpcuaServer.assumeInstalled();
    try (NodeOpcuaServer server = NodeOpcuaServer.start();
        Running running =
            Running.start(block("<!-- example -->").replace("4840", "" + server.port()))) {
      running.await("Pump SN-1", "temperature", new Real(21.5));
      running.await("Pump SN-1", "temperatureStatus", new Text("Good"));
      running.await("Pump SN-2", "inner", new Real(1.25));
      running.await("Pump SN-2", "boiler", new Real(65.5));
      running.await("Pump SN-2", "mode", new Int(3));
      running.await("Pump SN-2", "site", new Text("North"));
      assertThat(running.sink().onlineDevices())
          .containsExactlyInAnyOrder(
              new Device("Pump SN-1", "Pump"), new Device("Pump SN-2", "Pump"));
      assertThat(running.update("Pump SN-1", Map.of("frequency", new Int(60))))
          .isEqualTo(new Reply.Done());
      assertThat(running.rpc("Pump SN-1", "get", "\"Frequency\""))
          .isEqualTo(answer("{\"value\":60}"));
      assertThat(running.rpc("Pump SN-1", "set", "\"Frequency; 61\""))
          .isEqualTo(answer("{\"value\":\"61\"}"));
      assertThat(running.rpc("Pump SN-1", "get", "\"Sub\\.Temp\""))
          .isEqualTo(answer("{\"value\":1.25}"));
      assertThat(running.rpc("Pump SN-1", "multiply", "null")).isEqualTo(answer("{\"result\":8}"));
    }
  }

  private static Reply answer(String result) {
    return new Reply.Answered(new Value.Json("{\"result\":" + result + "}"));
  }

  private static String block(String mark) throws IOException {
    String page = Files.readString(PAGE, StandardCharsets.UTF_8);
    int start = page.indexOf("```json\n", page.indexOf(mark)) + "```json\n".length();
    return page.substring(start, page.indexOf("```", start));
  }
}
