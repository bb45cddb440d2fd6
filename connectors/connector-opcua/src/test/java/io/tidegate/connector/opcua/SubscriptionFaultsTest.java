package io.tidegate.connector.opcua;

import static io.tidegate.connector.opcua.ConfigTexts.device;
import static io.tidegate.connector.opcua.ConfigTexts.tag;
import static io.tidegate.connector.opcua.ConfigTexts.timeseries;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import io.tidegate.data.Value.Real;
import java.time.Duration;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers that have trouble with the subscriptions that they are asked for. */
class SubscriptionFaultsTest {

  @BeforeAll
  static void isInstalled() {
    NodeOpcuaServer.assumeInstalled();
  }

  private static Running run(NodeOpcuaServer server, String settings, String mapping)
      throws Exception {
    return Running.start(ConfigTexts.of(server.url(), settings, mapping));
  }

  @Test
  void aNodeThatALostSubscriptionIsToTakeStopsNoOther() throws Exception {
    try (NodeOpcuaServer server = NodeOpcuaServer.start();
        Running running =
            run(
                server,
                ",'scanPeriodInMillis':1000",
                device(
                    "Pump1",
                    "P",
                    timeseries(
                        tag("t", "${Temperature}"),
                        tag("late", "${Root\\\\.Objects\\\\.Plant\\\\.Late}"))))) {
      running.await("P", "t", new Real(21.5));
      server.tell("lose-items");
      server.tell("add ns=2;s=Plant/Late Late");
      running.await("P", "late", new Real(1));
      server.tell("set ns=2;s=Plant/Pump1/Temperature 22.5");
      running.await("P", "t", new Real(22.5));
      assertThat(server.number("subscriptions")).isEqualTo(1);
    }
  }

  @Test
  void aServerThatTakesNoRequestsForMessagesIsAskedNowAndThen() throws Exception {
    try (NodeOpcuaServer server =
            NodeOpcuaServer.builder().load(1, Duration.ofMillis(100)).start();
        Running running = run(server, "", device("Load", "L", timeseries(tag("n", "${n0}"))))) {
      awaitMore(running, 3);
      server.tell("publish refuse");
      long began = System.nanoTime();
      Awaitility.await()
          .atMost(Running.PATIENCE)
          .until(() -> server.number("refused-publishes") >= 4);
      int refused = server.number("refused-publishes");
      Duration passed = Duration.ofNanos(System.nanoTime() - began);
      assertThat(refused)
          .as("once a second, and two at first")
          .isLessThanOrEqualTo(3 + (int) passed.toSeconds());
      server.tell("publish good");
      awaitMore(running, 3);
    }
  }

  @Test
  void aMessageThatNobodyUnderstandsIsCountedAndTheNextOneIsRead() throws Exception {
    try (NodeOpcuaServer server =
            NodeOpcuaServer.builder().load(1, Duration.ofMillis(100)).start();
        Running running = run(server, "", device("Load", "L", timeseries(tag("n", "${n0}"))))) {
      awaitMore(running, 3);
      server.tell("publish strange");
      Awaitility.await()
          .atMost(Running.PATIENCE)
          .untilAsserted(() ->
              assertThat(running.sink().rejections())
                  .extracting(rejection -> rejection.reason())
                  .containsExactly("not understood"));
      awaitMore(running, 3);
      assertThat(running.hasEnded()).isFalse();
    }
  }

  /** The server has room to monitor ten; the rest is read, and that never succeeds. */
  @Test
  void slowReadsOfWhatIsNotMonitoredKeepNothingWaiting() throws Exception {
    String[] tags =
        IntStream.range(0, 35).mapToObj(i -> tag("n" + i, "${n" + i + "}")).toArray(String[]::new);
    try (NodeOpcuaServer server =
            NodeOpcuaServer.builder()
                .load(35, Duration.ofMillis(100))
                .with("max-items", "10")
                .start();
        Running running =
            run(
                server,
                ",'pollPeriodInMillis':300,'timeoutInMillis':1000",
                device("Load", "L", timeseries(tags)))) {
      Awaitility.await()
          .atMost(Running.PATIENCE)
          .until(() -> !running.values("L", "n34").isEmpty());
      server.tell("slow-reads 3600000");
      int round = server.number("round");
      Awaitility.await()
          .atMost(Running.PATIENCE)
          .until(() -> running.latest("L", "n0") instanceof Real(double n) && n > round + 50);
      server.tell("slow-reads 0");
      Awaitility.await()
          .atMost(Running.PATIENCE)
          .until(() -> running.latest("L", "n34") instanceof Real(double n) && n > round + 50);
    }
  }

  private static void awaitMore(Running running, int more) {
    int before = running.values("L", "n").size();
    Awaitility.await()
        .atMost(Running.PATIENCE)
        .until(() -> running.values("L", "n").size() >= before + more);
  }
}
