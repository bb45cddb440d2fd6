package io.tidegate.connector.opcua;

import static io.tidegate.connector.opcua.ConfigTexts.device;
import static io.tidegate.connector.opcua.ConfigTexts.tag;
import static io.tidegate.connector.opcua.ConfigTexts.timeseries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.Endpoint;
import io.tidegate.connector.RefusedException;
import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import io.tidegate.data.Value;
import io.tidegate.data.Value.Int;
import io.tidegate.data.Value.Real;
import io.tidegate.testkit.CapturingSink;
import io.tidegate.testkit.faults.TcpProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong on site. */
class FaultsTest {

  private static final String POLL = ",'enableSubscriptions':false,'pollPeriodInMillis':200";
  private static final String SUBSCRIBE = "";

  /** Of the server's return. */
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  private static final String PUMP =
      device("Pump1", "P", timeseries(tag("t", "${Temperature}"), tag("f", "${Frequency}")));

  /** For faults that leave it as it was. */
  private static @Nullable NodeOpcuaServer shared;

  @BeforeAll
  static void start() throws Exception {
    NodeOpcuaServer.assumeInstalled();
    shared = NodeOpcuaServer.start();
  }

  @AfterAll
  static void stop() {
    if (shared != null) {
      shared.close();
    }
  }

  private static NodeOpcuaServer freshShared() throws Exception {
    NodeOpcuaServer server = Objects.requireNonNull(shared);
    server.tell("set ns=2;s=Plant/Pump1/Temperature 21.5");
    server.tell("set ns=2;s=Plant/Pump1/Frequency 50");
    return server;
  }

  private static Running run(int port, String settings, String... mappings) throws Exception {
    return Running.start(ConfigTexts.of("opc.tcp://127.0.0.1:" + port, settings, mappings));
  }

  @ParameterizedTest
  @ValueSource(strings = {SUBSCRIBE, POLL})
  void aServerThatWasKilledUnderLoadIsReadAgainWithinSeconds(String settings) throws Exception {
    try (NodeOpcuaServer server =
        NodeOpcuaServer.builder().load(500, Duration.ofMillis(100)).start()) {
      long began = System.nanoTime();
      try (Running running =
          run(server.port(), settings, PUMP, device("Load", "L", timeseries(loadTags(500))))) {
        running.await("P", "t", new Real(21.5));
        Duration first = since(began);
        server.kill();
        server.restart();
        long returned = System.nanoTime();
        server.tell("set ns=2;s=Plant/Pump1/Temperature 23.5");
        running.await("P", "t", new Real(23.5));
        assertThat(since(returned))
            .as("and what a connection takes at all on a busy machine")
            .isLessThan(RECOVERY.plus(first));
        assertThat(running.hasEnded()).isFalse();
        assertThat(running.sink().onlineDevices()).hasSize(2);
      }
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static String[] loadTags(int nodes) {
    return IntStream.range(0, nodes)
        .mapToObj(i -> tag("n" + i, "${n" + i + "}"))
        .toArray(String[]::new);
  }

  @Test
  void nothingIsLostWhenTheConnectionIsCutAgainAndAgain() throws Exception {
    try (NodeOpcuaServer server =
            NodeOpcuaServer.builder().load(1, Duration.ofMillis(250)).start();
        TcpProxy proxy = new TcpProxy(server.port());
        Running running =
            run(
                proxy.port(),
                "",
                device(
                    "Load", "L", timeseries("{'key':'n','value':'${n0}','samplingInterval':0}")))) {
      for (int cut = 0; cut < 3; cut++) {
        int before = running.values("L", "n").size();
        Awaitility.await()
            .atMost(Running.PATIENCE)
            .until(() -> running.values("L", "n").size() > before + 8);
        proxy.cut();
      }
      int before = running.values("L", "n").size();
      Awaitility.await()
          .atMost(Running.PATIENCE)
          .until(() -> running.values("L", "n").size() > before + 8);
      List<Value> values = running.values("L", "n");
      double first = ((Real) values.getFirst()).value();
      assertThat(values)
          .as("every value once, in order")
          .isEqualTo(
              IntStream.range(0, values.size())
                  .mapToObj(i -> (Value) new Real(first + i))
                  .toList());
      assertThat(running.sink().rejections()).isEmpty();
    }
  }

  @Test
  void aSilentLinkIsNoticedAndMended() throws Exception {
    NodeOpcuaServer server = freshShared();
    try (TcpProxy proxy = new TcpProxy(server.port());
        Running running =
            run(proxy.port(), ",'subKeepAlivePeriodInSeconds':1,'timeoutInMillis':1000", PUMP)) {
      running.await("P", "t", new Real(21.5));
      proxy.halfOpen();
      server.tell("set ns=2;s=Plant/Pump1/Temperature 24.5");
      Awaitility.await("gives the silent connection up")
          .atMost(Duration.ofSeconds(10))
          .until(() -> proxy.connections() == 0 || proxy.connections() > 1);
      proxy.cut();
      proxy.restore();
      running.await("P", "t", new Real(24.5));
      assertThat(running.hasEnded()).isFalse();
    }
  }

  @Test
  void subscriptionsThatTheServerDropsAreMadeAnew() throws Exception {
    NodeOpcuaServer server = freshShared();
    try (Running running = run(server.port(), ",'subKeepAlivePeriodInSeconds':1", PUMP)) {
      running.await("P", "t", new Real(21.5));
      server.tell("drop-subscriptions");
      server.tell("set ns=2;s=Plant/Pump1/Temperature 25.5");
      running.await("P", "t", new Real(25.5));
      server.tell("drop-sessions");
      server.tell("set ns=2;s=Plant/Pump1/Temperature 26.5");
      running.await("P", "t", new Real(26.5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SUBSCRIBE, POLL})
  void aNodeThatIsDeletedStopsOnlyItself(String settings) throws Exception {
    NodeOpcuaServer server = freshShared();
    try (Running running = run(server.port(), settings + ",'scanPeriodInMillis':1000", PUMP)) {
      running.await("P", "t", new Real(21.5));
      server.tell("delete ns=2;s=Plant/Pump1/Temperature");
      server.tell("set ns=2;s=Plant/Pump1/Frequency 60");
      running.await("P", "f", new Int(60));
      server.tell("add ns=2;s=Plant/Pump1/Temperature Temperature ns=2;s=Plant/Pump1");
      running.await("P", "t", new Real(1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 0})
  void theLimitsOfTheServerAreKept(int limit) throws Exception {
    try (NodeOpcuaServer server =
        NodeOpcuaServer.builder()
            .load(35, Duration.ZERO)
            .limit("maxNodesPerRead", limit)
            .limit("maxNodesPerBrowse", limit)
            .limit("maxMonitoredItemsPerCall", limit)
            .start()) {
      int round = 0;
      for (String settings : new String[] {SUBSCRIBE, POLL}) {
        try (Running running =
            run(server.port(), settings, device("Load", "L", timeseries(loadTags(35))))) {
          server.tell("change");
          round++;
          for (int i = 0; i < 35; i++) {
            running.await("L", "n" + i, new Real(round));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"max-items, 10", "max-items-per-subscription, 10"})
  void whatTheServerHasNoRoomToMonitorIsPolled(String limit, String most) throws Exception {
    try (NodeOpcuaServer server =
            NodeOpcuaServer.builder()
                .load(35, Duration.ZERO)
                .with(limit, most)
                .with("max-subscriptions", "2")
                .start();
        Running running =
            run(
                server.port(),
                ",'pollPeriodInMillis':300",
                device("Load", "L", timeseries(loadTags(35))))) {
      for (int round = 1; round <= 2; round++) {
        server.tell("change");
        for (int i = 0; i < 35; i++) {
          running.await("L", "n" + i, new Real(round));
        }
      }
      assertThat(server.number("subscriptions")).isLessThanOrEqualTo(2);
      assertThat(running.values("L", "n0").size()).as("monitored").isLessThan(10);
    }
  }

  @Test
  void anAccountIsNotLockedByAWrongPassword() throws Exception {
    try (NodeOpcuaServer server =
        NodeOpcuaServer.builder().policies("None,Basic256Sha256").user("operator", "old").start()) {
      Endpoint endpoint =
          Running.endpoint(
              ("{'server':{'url':'%s','security':'Basic256Sha256','trust':{'insecure':true},"
                      + "'identity':{'username':'operator','password':'old'}},'mapping':[%s]}")
                  .formatted(server.url(), PUMP));
      try (Running running = Running.of(endpoint, new CapturingSink())) {
        running.await("P", "t", new Real(21.5));
        server.tell("password operator new");
        server.tell("drop-sessions");
        assertThat(running.end(Duration.ofSeconds(20))).hasMessageContaining("refuses the user");
      }
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> endpoint.open(new CapturingSink()))
            .isInstanceOf(RefusedException.class)
            .hasMessageContainingAll(
                "refuses the user operator", "only after pauses of 1 to 15 minutes");
      }
      assertThat(server.number("refusals")).isLessThanOrEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SUBSCRIBE, POLL})
  void theGapOfARestartOfTheGatewayIsFilledToo(String settings, @TempDir Path folder)
      throws Exception {
    String config = ",'backfill':true" + settings;
    String mapping =
        device(
            "History",
            "H",
            timeseries("{'key':'level','value':'${Level}','timestampLocation':'sourceTimestamp'}"));
    NodeOpcuaServer server = freshShared();

    String text = ConfigTexts.of(server.url(), config, mapping);
    server.tell("set ns=2;s=Plant/History/Level 1");
    try (Running running = Running.of(endpoint(text, folder), new CapturingSink())) {
      running.await("H", "level", new Real(1));
      Awaitility.await()
          .atMost(Running.PATIENCE)
          .until(() -> Files.exists(folder.resolve("opcua-state")));
    }
    for (int i = 2; i <= 4; i++) {
      server.tell("set ns=2;s=Plant/History/Level " + i);
    }
    try (Running running = Running.of(endpoint(text, folder), new CapturingSink())) {
      Awaitility.await()
          .atMost(Running.PATIENCE)
          .untilAsserted(() ->
              assertThat(running.values("H", "level"))
                  .contains(new Real(2), new Real(3), new Real(4)));
    }
  }

  @Test
  void whatTheQueuesOfTheServerCouldNotKeepIsReadFromTheHistory() throws Exception {
    try (NodeOpcuaServer server =
            NodeOpcuaServer.builder().with("history-interval", "200").start();
        TcpProxy proxy = new TcpProxy(server.port());
        Running running =
            run(
                proxy.port(),
                ",'backfill':true,'queueSize':3",
                device(
                    "History",
                    "H",
                    timeseries(
                        "{'key':'level','value':'${Level}','timestampLocation':'sourceTimestamp'}")))) {
      awaitLevels(running, 5);
      proxy.refuse();
      proxy.cut();
      int missed = server.number("level") + 15;
      Awaitility.await().atMost(Running.PATIENCE).until(() -> server.number("level") >= missed);
      proxy.restore();
      int before = running.values("H", "level").size();
      awaitLevels(running, before + 20);
      List<Integer> levels =
          running.values("H", "level").stream()
              .map(value -> (int) ((Real) value).value())
              .distinct()
              .sorted()
              .toList();
      assertThat(levels)
          .isEqualTo(IntStream.rangeClosed(levels.getFirst(), levels.getLast()).boxed().toList());
    }
  }

  private static void awaitLevels(Running running, int number) {
    Awaitility.await()
        .atMost(Running.PATIENCE)
        .until(() -> running.values("H", "level").size() >= number);
  }

  private static Endpoint endpoint(String text, Path folder) {
    return new OpcUaConnector().endpoints(ConfigTexts.config(text), folder).getFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {SUBSCRIBE, POLL})
  void whatIsMissingAfterAnOutageIsReadFromTheHistory(String settings) throws Exception {
    NodeOpcuaServer server = freshShared();
    try (TcpProxy proxy = new TcpProxy(server.port());
        Running running =
            run(
                proxy.port(),
                settings + ",'backfill':true",
                device(
                    "History",
                    "H",
                    timeseries(
                        "{'key':'level','value':'${Level}','timestampLocation':'sourceTimestamp'}")))) {
      server.tell("set ns=2;s=Plant/History/Level 1");
      running.await("H", "level", new Real(1));
      proxy.refuse();
      proxy.cut();
      for (int i = 2; i <= 5; i++) {
        server.tell("set ns=2;s=Plant/History/Level " + i);
      }
      server.tell("drop-sessions");
      proxy.restore();
      running.await("H", "level", new Real(5));
      Awaitility.await()
          .atMost(Running.PATIENCE)
          .untilAsserted(() ->
              assertThat(running.values("H", "level"))
                  .contains(new Real(2), new Real(3), new Real(4), new Real(5)));
    }
  }
}
