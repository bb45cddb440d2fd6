package io.tidegate.connector.opcua;

import static io.tidegate.connector.opcua.ConfigTexts.device;
import static io.tidegate.connector.opcua.ConfigTexts.timeseries;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import io.tidegate.data.Value.Real;
import io.tidegate.testkit.CapturingSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that keep a history and answer strangely when they are asked for it. */
class HistoryFaultsTest {

  private static final String POLL = ",'enableSubscriptions':false,'pollPeriodInMillis':200";
  private static final String SUBSCRIBE = "";
  private static final List<String> NODES = List.of("Level", "Flow", "Heat");

  private static NodeOpcuaServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    NodeOpcuaServer.assumeInstalled();
    server = NodeOpcuaServer.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void reset() throws Exception {
    setAll(0);
  }

  @AfterEach
  void mend() throws Exception {
    server.tell("history good");
  }

  private static void setAll(int value) throws Exception {
    for (String node : NODES) {
      server.tell("set ns=2;s=Plant/History/" + node + " " + value);
    }
  }

  private Running run(String settings) throws Exception {
    String[] tags =
        NODES.stream()
            .map(node ->
                "{'key':'%1$s','value':'${%1$s}','timestampLocation':'sourceTimestamp'}"
                    .formatted(node))
            .toArray(String[]::new);
    String text =
        ConfigTexts.of(
            server.url(),
            ",'backfill':true,'timeoutInMillis':1000" + settings,
            device("History", "H", timeseries(tags)));
    return Running.of(
        new OpcUaConnector().endpoints(ConfigTexts.config(text), folder).getFirst(),
        new CapturingSink());
  }

  /** Runs for long enough to be missed afterwards, and lets the nodes be 1, 2, 3 meanwhile. */
  private void leaveAGap(String settings) throws Exception {
    try (Running running = run(settings)) {
      for (String node : NODES) {
        running.await("H", node, new Real(0));
      }
      Awaitility.await()
          .atMost(Running.PATIENCE)
          .until(() -> Files.exists(folder.resolve("opcua-state")));
    }
    for (int value = 1; value <= 3; value++) {
      setAll(value);
    }
  }

  private static void assertLive(Running running) throws Exception {
    setAll(4);
    for (String node : NODES) {
      running.await("H", node, new Real(4));
    }
    assertThat(running.hasEnded()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {SUBSCRIBE, POLL})
  void liveDataDoesNotWaitForAHistoryThatNeverComesInTime(String settings) throws Exception {
    leaveAGap(settings);
    server.tell("history slow 3600000");
    try (Running running = run(settings)) {
      assertLive(running);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SUBSCRIBE, POLL})
  void anAnswerWithNothingInItIsNoHistory(String settings) throws Exception {
    leaveAGap(settings);
    server.tell("history empty");
    try (Running running = run(settings)) {
      assertLive(running);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SUBSCRIBE, POLL})
  void anAnswerThatNobodyUnderstandsIsCounted(String settings) throws Exception {
    leaveAGap(settings);
    server.tell("history strange");
    try (Running running = run(settings)) {
      assertLive(running);
      assertThat(running.sink().rejections())
          .extracting(rejection -> rejection.source() + ": " + rejection.reason())
          .contains("H, Level: ns=2;s=Plant/History/Level: not understood");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SUBSCRIBE, POLL})
  void aServerThatRemembersNoMoreThanOneNodeIsAskedOneByOne(String settings) throws Exception {
    leaveAGap(settings);
    server.tell("history few 1");
    try (Running running = run(settings)) {
      for (String node : NODES) {
        Awaitility.await(node)
            .atMost(Running.PATIENCE)
            .untilAsserted(() ->
                assertThat(running.values("H", node))
                    .contains(new Real(1), new Real(2), new Real(3)));
      }
      assertLive(running);
    }
  }
}
