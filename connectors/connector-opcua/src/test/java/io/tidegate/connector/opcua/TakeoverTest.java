package io.tidegate.connector.opcua;

import static io.tidegate.connector.opcua.ConfigTexts.device;
import static io.tidegate.connector.opcua.ConfigTexts.timeseries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.opcua.peers.MiloServer;
import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import io.tidegate.data.Value;
import io.tidegate.data.Value.Real;
import io.tidegate.testkit.faults.TcpProxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.junit.jupiter.api.Test;

/** Servers that have forgotten the session and kept its subscriptions, with all that is in them. */
class TakeoverTest {

  private static final String PUMP =
      device(
          "Pump1",
          "P",
          timeseries("{'key':'n','value':'${Temperature}','samplingInterval':0,'queueSize':1000}"));

  private static final String LOAD =
      device(
          "Load",
          "P",
          timeseries("{'key':'n','value':'${n0}','samplingInterval':0,'queueSize':1000}"));

  @Test
  void anotherSessionOfMilosServerTakesOverWhatTheOneBeforeHasLeft() throws Exception {
    AtomicInteger number = new AtomicInteger();
    try (MiloServer server = MiloServer.start();
        TcpProxy proxy = new TcpProxy(server.port());
        Running running =
            Running.start(config(proxy, "{'username':'operator','password':'operator'}", PUMP));
        ScheduledExecutorService counting = Executors.newSingleThreadScheduledExecutor()) {
      running.await("P", "n", new Real(0));
      var _ =
          counting.scheduleAtFixedRate(
              () -> server.set(number.incrementAndGet()), 0, 20, TimeUnit.MILLISECONDS);
      awaitMore(running, 10);
      Set<UInteger> before = server.subscriptions();
      assertThat(before).hasSize(1);

      // What is sent now, nobody hears.
      proxy.halfOpen();
      awaitNumber(number, 50);
      proxy.refuse();
      proxy.cut();
      server.forgetSessions();
      awaitNumber(number, 50);
      proxy.restore();

      int sent = number.get();
      await()
          .atMost(Running.PATIENCE)
          .until(() -> running.latest("P", "n") instanceof Real(double last) && last > sent);
      assertAllOnce(running);
      assertThat(server.subscriptions()).as("the same one").isEqualTo(before);
      assertThat(server.republished()).isPositive();
    }
  }

  @Test
  void anotherSessionOfNodeOpcuaTakesOverWhatTheOneBeforeHasLeft() throws Exception {
    NodeOpcuaServer.assumeInstalled();
    try (NodeOpcuaServer server = NodeOpcuaServer.builder().load(1, Duration.ofMillis(50)).start();
        TcpProxy proxy = new TcpProxy(server.port());
        Running running = Running.start(config(proxy, "{'type':'anonymous'}", LOAD))) {
      awaitMore(running, 10);
      proxy.refuse();
      proxy.cut();
      server.tell("forget-sessions");
      int missed = server.number("round") + 20;
      await().atMost(Running.PATIENCE).until(() -> server.number("round") >= missed);
      proxy.restore();
      awaitMore(running, 30);
      assertAllOnce(running);
    }
  }

  private static String config(TcpProxy proxy, String user, String mapping) {
    return "{'server':{'url':'opc.tcp://127.0.0.1:%d','identity':%s},'mapping':[%s]}"
        .formatted(proxy.port(), user, mapping);
  }

  private static void awaitMore(Running running, int more) {
    int before = running.values("P", "n").size();
    await().atMost(Running.PATIENCE).until(() -> running.values("P", "n").size() >= before + more);
  }

  private static void awaitNumber(AtomicInteger number, int more) {
    int before = number.get();
    await().atMost(Running.PATIENCE).until(() -> number.get() >= before + more);
  }

  private static void assertAllOnce(Running running) {
    var values = running.values("P", "n");
    double first = ((Real) values.getFirst()).value();
    assertThat(values)
        .as("every value once, in order")
        .isEqualTo(
            IntStream.range(0, values.size()).mapToObj(i -> (Value) new Real(first + i)).toList());
    assertThat(running.sink().rejections()).isEmpty();
  }
}
