package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.connector.modbus.ModbusConnector;
import io.tidegate.connector.modbus.config.ConfigTexts;
import io.tidegate.data.Value;
import io.tidegate.testkit.CapturingSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that names no connector comes to all of them. */
class SeveralConnectorsTest {

  private static final String SET = "'address':21,'functionCode':6,'type':'16int','value':1285";

  private final CapturingSink sink = new CapturingSink();
  private final ModbusConnector connector = new ModbusConnector();
  private final List<Running> running = new ArrayList<>();
  private Field field;
  private Field other;
  private Session first;
  private Session second;

  @BeforeEach
  void start() throws Exception {
    field = Field.tcp();
    other = Field.tcp();
    field.unit(1);
    other.unit(1);
    first = run(field.port(), "A");
    second = run(other.port(), "B");
    Awaitility.await().until(() -> sink.onlineDevices().size() == 2);
  }

  @AfterEach
  void stop() throws IOException {
    for (Running each : running) {
      each.close();
    }
    field.close();
    other.close();
  }

  @Test
  void aWriteThatNamesNobodyIsRefusedOnce() throws Exception {
    ConnectorRequest request = request("{" + SET + "}");
    assertThat(first.handle(request))
        .isInstanceOf(Reply.Failed.class)
        .asString()
        .contains("deviceName");
    assertThat(second.handle(request)).isEqualTo(new Reply.Unsupported());
    assertThat(writes()).isZero();
  }

  @Test
  void onlyTheOneWhoseDeviceIsNamedSaysAnything() throws Exception {
    ConnectorRequest request = request("{" + SET + ",'deviceName':'B'}");
    assertThat(first.handle(request)).isEqualTo(new Reply.Unsupported());
    assertThat(second.handle(request)).isInstanceOf(Reply.Answered.class);
    assertThat(other.unit(1).register(21)).isEqualTo(1285);
    ConnectorRequest nobody = request("{" + SET + ",'deviceName':'C'}");
    assertThat(first.handle(nobody)).isEqualTo(new Reply.Failed("there is no unit C"));
    assertThat(second.handle(nobody)).isEqualTo(new Reply.Unsupported());
  }

  @Test
  void aUnitThatIsNotConfiguredIsWrittenOnce() throws Exception {
    try (Field elsewhere = Field.tcp()) {
      elsewhere.unit(3);
      ConnectorRequest request = request(at(elsewhere.port(), 3));
      assertThat(first.handle(request)).isInstanceOf(Reply.Answered.class);
      assertThat(second.handle(request)).isEqualTo(new Reply.Unsupported());
      assertThat(elsewhere.unit(3).requests()).hasSize(1);
    }
  }

  @Test
  void aUnitOnTheLineOfOneIsReachedOverThatLine() throws Exception {
    other.unit(9);
    ConnectorRequest request = request(at(other.port(), 9));
    assertThat(first.handle(request)).isEqualTo(new Reply.Unsupported());
    assertThat(second.handle(request)).isInstanceOf(Reply.Answered.class);
    assertThat(other.unit(9).requests()).hasSize(1);
  }

  @Test
  void whereOnlyOneIsAskedTheOthersDoNotMatter() throws Exception {
    ConnectorRequest request = request("{" + SET + ",'connectorId':'first'}");
    assertThat(first.handle(request)).isInstanceOf(Reply.Answered.class);
    assertThat(field.unit(1).register(21)).isEqualTo(1285);
  }

  @Test
  void aReadThatNamesNobodyIsAnsweredByAll() throws Exception {
    ConnectorRequest request = request("{'address':21,'functionCode':3,'type':'16int'}");
    assertThat(first.handle(request)).isInstanceOf(Reply.Answered.class);
    assertThat(second.handle(request)).isInstanceOf(Reply.Answered.class);
  }

  @Test
  void aConnectorThatHasEndedIsNoNeighbour() throws Exception {
    running.getLast().close();
    Awaitility.await().until(() -> sink.onlineDevices().size() == 1);
    assertThat(first.handle(request("{" + SET + "}"))).isInstanceOf(Reply.Answered.class);
  }

  private Session run(int port, String device) throws Exception {
    String unit =
        "{'master':{'slaves':[{'host':'127.0.0.1','port':%d,'unitId':1,'deviceName':'%s'}]}}"
            .formatted(port, device);
    Endpoint line = connector.endpoints(ConfigTexts.config(unit)).getFirst();
    Running started = Running.of(line.open(sink));
    running.add(started);
    return started.session();
  }

  private long writes() {
    return List.of(field, other).stream()
        .flatMap(each -> each.unit(1).requests().stream())
        .filter(each -> each.startsWith("6 "))
        .count();
  }

  private static String at(int port, int unit) {
    return "{" + SET + ",'host':'127.0.0.1','port':%d,'unitId':%d}".formatted(port, unit);
  }

  private static ConnectorRequest request(String params) {
    return new ConnectorRequest(1, "set", new Value.Json(params.replace('\'', '"')), null);
  }
}
