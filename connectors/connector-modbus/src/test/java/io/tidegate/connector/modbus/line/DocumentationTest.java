package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.testkit.CapturingSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/user/modbus.md shows is what happens. */
class DocumentationTest {

  private static final Path PAGE = Path.of("../../docs/user/modbus.md");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Device BOILER = new Device("Boiler", "Boiler");

  private final CapturingSink sink = new CapturingSink();

  @Test
  void theExampleDoesWhatThePageSays() throws Exception {
    try (Field field = Field.tcp()) {
      FieldUnit unit = field.unit(1);
      unit.set(0, 215, 1, 2).set(10, 20, 21, 22, 23).set(20, 0b1000, 1).setCoil(0, true);
      unit.set(100, 0x5448, 0x2076, 0x3220, 0x2020);
      String config = example().replace("5020", Integer.toString(field.port()));
      try (Running running = Running.start(config, sink)) {
        assertThat(PollingTest.values(round()))
            .containsExactlyInAnyOrderEntriesOf(
                Map.of(
                    "temperature", new Value.Real(21.5),
                    "energy", new Value.Int(65538),
                    "zone10", new Value.Int(20),
                    "zone11", new Value.Int(21),
                    "zone12", new Value.Int(22),
                    "zone13", new Value.Int(23),
                    "burner", new Value.Bool(true),
                    "alarm", new Value.Int(1),
                    "state", new Value.Text("heating")));
        assertThat(unit.requests()).contains("1 0+1", "3 20+2", "4 0+14", "3 100+4").hasSize(4);
        downwards(running.session(), unit);
      }
    }
  }

  /** The round of the time series; the attribute has one of its own. */
  private UplinkRecord round() throws InterruptedException {
    UplinkRecord first = sink.next(PATIENCE);
    UplinkRecord second = sink.next(PATIENCE);
    UplinkRecord attribute = first.points().size() == 1 ? first : second;
    assertThat(PollingTest.values(attribute)).containsEntry("model", new Value.Text("TH v2   "));
    assertThat(attribute.device()).isEqualTo(BOILER);
    return attribute.equals(first) ? second : first;
  }

  private static void downwards(Session session, FieldUnit unit) throws Exception {
    assertThat(
            session.handle(
                new AttributeUpdate(BOILER, Map.of("setpoint", new Value.Real(10)), List.of())))
        .isEqualTo(new Reply.Done());
    assertThat(unit.register(30)).isEqualTo(0x4120);
    assertThat(session.handle(new RpcRequest(BOILER, 1, "setBurner", new Value.Bool(false), null)))
        .isEqualTo(answer("{\"result\":{\"value\":false}}"));
    assertThat(unit.coil(0)).isFalse();
    assertThat(session.handle(new RpcRequest(BOILER, 2, "getState", new Value.Json("null"), null)))
        .isEqualTo(answer("{\"result\":{\"value\":1}}"));
    unit.set(5, 9);
    String params = "{\"type\":\"16int\",\"functionCode\":3,\"objectsCount\":1,\"address\":5}";
    assertThat(session.handle(new ConnectorRequest(3, "get", new Value.Json(params), null)))
        .isEqualTo(answer("[{\"result\":9,\"device_name\":\"Boiler\"}]"));
  }

  private static Reply answer(String json) {
    return new Reply.Answered(new Value.Json(json));
  }

  private static String example() throws IOException {
    String page = Files.readString(PAGE, StandardCharsets.UTF_8);
    int start = page.indexOf("```json\n", page.indexOf("<!-- example -->")) + 8;
    return page.substring(start, page.indexOf("```", start));
  }
}
