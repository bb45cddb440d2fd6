package io.tidegate.connector.opcua;

import static io.tidegate.connector.opcua.ConfigTexts.device;
import static io.tidegate.connector.opcua.ConfigTexts.tag;
import static io.tidegate.connector.opcua.ConfigTexts.timeseries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import io.tidegate.testkit.faults.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A network that is away for a while, under load: refused, and silent while both ends believe that
 * they are connected. {@code tidegate.outage} says for how many seconds.
 */
class NetworkCutTest {

  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("tidegate.outage", 8));

  /** A shorter outage is nothing that ThingsBoard sees. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** Of the network's return. */
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int LOAD = 500;

  private static final String HISTORY =
      device(
          "History",
          "History",
          timeseries("{'key':'level','value':'${Level}','timestampLocation':'sourceTimestamp'}"));

  @Test
  void nothingIsLostThatTheServerStillHasAndNoDeviceFlaps() throws Exception {
    NodeOpcuaServer.assumeInstalled();
    try (NodeOpcuaServer server =
            NodeOpcuaServer.builder()
                .load(LOAD, Duration.ofMillis(500))
                .with("history-interval", "250")
                .start();
        TcpProxy refused = new TcpProxy(server.port());
        TcpProxy silent = new TcpProxy(server.port());
        Supervised refilled = run(refused, ",'backfill':true", HISTORY);
        Supervised resumed =
            run(silent, ",'backfill':true", HISTORY, device("Load", "Load", timeseries(load())));
        Supervised queued = run(silent, queues(), device("Load", "Load", timeseries(first())))) {
      long began = System.nanoTime();
      awaitNews(resumed, "Load", "n499", 1);
      Duration first = since(began);
      awaitNews(resumed, "Load", "n0", 3);
      awaitNews(queued, "Load", "n0", 3);
      awaitNews(refilled, "History", "level", 20);

      refused.refuse();
      refused.cut();
      silent.halfOpen();
      await().pollDelay(OUTAGE).atMost(OUTAGE.plus(PATIENCE)).until(() -> true);
      int attempts = silent.connections();
      int level = last(refilled, "History", "level");
      int number = last(queued, "Load", "n0");
      refused.restore();
      silent.restore();

      long returned = System.nanoTime();
      awaitNews(refilled, "History", "level", 1);
      awaitNews(resumed, "History", "level", 1);
      awaitNews(resumed, "Load", "n499", 1);
      awaitNews(queued, "Load", "n0", 1);
      assertThat(since(returned))
          .as("and what a connection takes at all on a busy machine")
          .isLessThan(RECOVERY.plus(first));
      assertThat(attempts).as("at most one a second, of two").isLessThan(2 * outageSeconds() + 10);

      int now = level + 4 * outageSeconds();
      awaitAll(refilled, now);
      awaitAll(resumed, now);
      assertPresences(refilled, "History");
      assertPresences(resumed, "History");
      assertPresences(resumed, "Load");
      assertPresences(queued, "Load");

      await()
          .atMost(PATIENCE)
          .until(() -> last(queued, "Load", "n0") > number + 2 * outageSeconds());
      List<Integer> numbers = queued.numbers("Load", "n0");
      assertThat(numbers).isEqualTo(upTo(numbers.getFirst(), numbers.getLast()));
      assertThat(queued.rejections()).isEmpty();
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static int outageSeconds() {
    return (int) OUTAGE.toSeconds();
  }

  private static Supervised run(TcpProxy proxy, String settings, String... mappings) {
    return new Supervised(
        Running.endpoint(
            "{'server':{'url':'opc.tcp://127.0.0.1:%d'%s},'mapping':[%s]}"
                .formatted(proxy.port(), settings, String.join(",", mappings))));
  }

  /** The server keeps the subscription and all values for longer than the network is away. */
  private static String queues() {
    return ",'sessionTimeoutInMillis':1800000,'queueSize':10000";
  }

  private static String first() {
    return "{'key':'n0','value':'${n0}','samplingInterval':0}";
  }

  private static String[] load() {
    return IntStream.range(0, LOAD)
        .mapToObj(i -> tag("n" + i, "${n" + i + "}"))
        .toArray(String[]::new);
  }

  private static int last(Supervised gateway, String device, String key) {
    return gateway.numbers(device, key).stream().max(Integer::compare).orElse(0);
  }

  private static void awaitNews(Supervised gateway, String device, String key, int more) {
    int before = gateway.numbers(device, key).size();
    await(device + ", " + key)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> gateway.numbers(device, key).size() >= before + more);
  }

  /** Every number of the level from the first on, in whatever order. */
  private static void awaitAll(Supervised gateway, int atLeast) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          List<Integer> numbers =
              gateway.numbers("History", "level").stream().distinct().sorted().toList();
          assertThat(numbers.getLast()).isGreaterThan(atLeast);
          assertThat(numbers).isEqualTo(upTo(numbers.getFirst(), numbers.getLast()));
        });
  }

  private static List<Integer> upTo(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  private static void assertPresences(Supervised gateway, String device) {
    String online = device + " online";
    assertThat(gateway.presences(device))
        .isEqualTo(
            OUTAGE.compareTo(GRACE) < 0
                ? List.of(online)
                : List.of(online, device + " offline", online));
  }
}
