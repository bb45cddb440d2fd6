package io.tidegate.connector.opcua.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigText;
import io.tidegate.connector.Session;
import io.tidegate.connector.opcua.config.OpcUaConfig;
import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.data.Value.Real;
import io.tidegate.testkit.CapturingSink;
import io.tidegate.testkit.faults.TcpProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An outage longer than the grace, which is short here. */
class LongOutageTest {

  private static final String CONFIG =
      "{'server':{'url':'opc.tcp://127.0.0.1:%d','backfill':true},'mapping':[{"
          + "'deviceNodePattern':'ns=2;s=Plant/History','deviceInfo':{'deviceNameExpression':'H'},"
          + "'timeseries':[{'key':'level','value':'${Level}','timestampLocation':'sourceTimestamp'}]}]}";

  private final CapturingSink sink = new CapturingSink();
  private final List<Value> values = new ArrayList<>();

  @Test
  void theSessionEndsItsDevicesLeaveAndTheNextOneFillsTheGap() throws Exception {
    NodeOpcuaServer.assumeInstalled();
    try (NodeOpcuaServer server = NodeOpcuaServer.start();
        TcpProxy proxy = new TcpProxy(server.port())) {
      OpcUaEndpoint endpoint =
          new OpcUaEndpoint(
              config(CONFIG.formatted(proxy.port())),
              Path.of("target/opcua-test"),
              Duration.ofSeconds(2));
      server.tell("set ns=2;s=Plant/History/Level 1");
      try (Session session = endpoint.open(sink)) {
        CompletableFuture<Exception> end = run(session);
        await(1);
        proxy.refuse();
        proxy.cut();
        assertThat(end.get(20, TimeUnit.SECONDS)).hasMessageContaining("can't be reached");
        assertThat(sink.onlineDevices()).isEmpty();
      }
      for (int i = 2; i <= 4; i++) {
        server.tell("set ns=2;s=Plant/History/Level " + i);
      }
      server.tell("drop-sessions");
      proxy.restore();
      try (Session session = endpoint.open(sink)) {
        assertThat(sink.onlineDevices()).hasSize(1);
        CompletableFuture<Exception> end = run(session);
        await(2, 3, 4);
        assertThat(end).isNotDone();
      }
    }
  }

  @Test
  void theNextSessionTakesOverWhatTheServerHasQueuedForTheOneBefore() throws Exception {
    NodeOpcuaServer.assumeInstalled();
    try (NodeOpcuaServer server =
            NodeOpcuaServer.builder().load(1, Duration.ofMillis(100)).start();
        TcpProxy proxy = new TcpProxy(server.port())) {
      OpcUaEndpoint endpoint =
          new OpcUaEndpoint(
              config(
                  ("{'server':{'url':'opc.tcp://127.0.0.1:%d'},'mapping':[{"
                          + "'deviceNodePattern':'ns=2;s=Plant/Load',"
                          + "'deviceInfo':{'deviceNameExpression':'L'},'timeseries':"
                          + "[{'key':'n','value':'${n0}','samplingInterval':0,'queueSize':1000}]}]}")
                      .formatted(proxy.port())),
              Path.of("target/opcua-test"),
              Duration.ofSeconds(2));
      try (Session session = endpoint.open(sink)) {
        CompletableFuture<Exception> end = run(session);
        awaitMore(5);
        proxy.refuse();
        proxy.cut();
        assertThat(end.get(20, TimeUnit.SECONDS)).hasMessageContaining("can't be reached");
      }
      proxy.restore();
      try (Session session = endpoint.open(sink)) {
        CompletableFuture<Exception> end = run(session);
        awaitMore(40);
        assertThat(end).isNotDone();
      }
      double first = ((Real) values.getFirst()).value();
      assertThat(values)
          .isEqualTo(
              IntStream.range(0, values.size())
                  .mapToObj(i -> (Value) new Real(first + i))
                  .toList());
    }
  }

  private void awaitMore(int more) {
    int before = values.size();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          take();
          return values.size() >= before + more;
        });
  }

  private void take() {
    sink.drain()
        .forEach(record -> record.points().stream().map(DataPoint::value).forEach(values::add));
  }

  @Test
  void aServerThatWasNeverReachedIsToldAtOnce() {
    OpcUaEndpoint endpoint =
        new OpcUaEndpoint(
            config(CONFIG.formatted(1)), Path.of("target/opcua-test"), Duration.ofSeconds(2));
    assertThatThrownBy(() -> endpoint.open(sink)).isInstanceOf(IOException.class);
  }

  private static OpcUaConfig config(String text) {
    return ConfigReader.read(
            (ObjectNode) ConfigText.parse("o.json", text.replace('\'', '"')).require(),
            OpcUaConfig.class)
        .require();
  }

  private static CompletableFuture<Exception> run(Session session) {
    CompletableFuture<Exception> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            session.run();
          } catch (IOException | InterruptedException e) {
            end.complete(e);
          }
        });
    return end;
  }

  private void await(int... wanted) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          take();
          for (int value : wanted) {
            assertThat(values).contains(new Real(value));
          }
        });
  }
}
