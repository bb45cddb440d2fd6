package io.tidegate.app.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testkit.thingsboard.Counters.Count;
import io.tidegate.testkit.thingsboard.StandInSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands while something is wrong: each has one reply at most, and whoever can be told is. */
@Timeout(120)
final class CommandsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Rig rig;
  private Commanded devices;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    rig = new Rig(folder);
    rig.configuration.requests(Commanded.REQUESTS);
    rig.start();
    devices = new Commanded(rig.broker.port());
    rig.field.publish(40);
    rig.awaitAll();
  }

  @AfterEach
  void stop() throws IOException {
    assertThat(rig.platform.counters().get(Count.DUPLICATE_REPLIES)).isZero();
    assertThat(rig.platform.counters().get(Count.UNASKED_REPLIES)).isZero();
    devices.close();
    rig.close();
  }

  @Test
  void whileTheBrokerIsAwayACommandExpiresAndOneOnItsReturnIsCarriedOut() throws Exception {
    rig.broker.kill();
    rig.awaitStatus("the broker is away", s -> !s.southIsOnline());
    int refused = rig.platform.call("d1", "set", 1);
    assertThat(reply(refused)).isEqualTo("{\"error\":\"Request timeout\",\"code\":408}");

    rig.broker.restart();
    devices = new Commanded(rig.broker.port());
    int carriedOut = rig.platform.call("d1", "set", 2);
    // Before the connector tries again the time of a command may be over.
    while (reply(carriedOut).contains("408")) {
      carriedOut = rig.platform.call("d1", "set", 2);
    }
    assertThat(reply(carriedOut)).isEqualTo("\"{\\\"success\\\": true}\"");
    assertThat(devices.awaitTold("told/d1/set/")).endsWith("/" + carriedOut);
  }

  @Test
  void aBrokerThatEndsBeforeTheAnswerIsTheReasonOfTheFailure() throws Exception {
    int open = rig.platform.call("d1", "held", 1);
    devices.awaitTold("told/d1/held/");
    rig.broker.kill();
    assertThat(reply(open)).contains("connection", "\\\"success\\\": false");
  }

  @Test
  void aStopAnswersWhatIsOpen() throws Exception {
    int running = rig.platform.call("d1", "held", 1);
    int waiting = rig.platform.call("d1", "set", 1);
    int connector =
        own(
            "mqtt_get",
            Map.of(
                "requestTopicExpression", "told/plc/held/1",
                "responseTopicExpression", "answer/plc/1",
                "responseTimeout", 20_000,
                "value", "x"));
    devices.awaitTold("told/d1/held/");
    devices.awaitTold("told/plc/held/");
    rig.stop();
    for (int call : List.of(running, waiting, connector)) {
      assertThat(reply(call)).contains("stopping");
    }
  }

  @Test
  void aPlatformThatIsGoneBeforeTheReplyGetsNoneAndCommandsGoOnWhenItIsBack() throws Exception {
    int lost = rig.platform.call("d1", "held", 1);
    String told = devices.awaitTold("told/d1/held/");
    rig.platform.goDown();
    rig.awaitStatus("ThingsBoard is away", s -> !s.northIsOnline());
    devices.answer(told, "late");
    rig.platform.comeBack();
    rig.awaitStatus("ThingsBoard is back", Status::northIsOnline);
    Rig.awaitThat("d1 is connected", () -> connected("d1"));
    assertThat(reply(rig.platform.call("d1", "echo", "next"))).isEqualTo("\"next\"");
    assertThat(rig.platform.replies(lost)).isEmpty();
  }

  @Test
  void aDeviceThatNeverAnswersHoldsUpNoOther() throws Exception {
    int silent = rig.platform.call("d1", "silent", 1);
    int behind = rig.platform.call("d1", "echo", 1);
    devices.awaitTold("told/d1/silent/");
    assertThat(reply(rig.platform.call("d2", "echo", 7))).isEqualTo("7");
    assertThat(rig.platform.replies(silent)).as("d2 did not wait for d1").isEmpty();
    assertThat(reply(silent)).isEqualTo("{\"error\":\"Request timeout\",\"code\":408}");
    assertThat(reply(behind)).isEqualTo("1");
  }

  @Test
  void attributesOfADeviceThatNobodyKnowsHarmNothing() throws Exception {
    for (String data : List.of("{\"a\":1}", "{\"deleted\":[\"a\"]}", "7", "{}", "null", "[[")) {
      send("v1/gateway/attributes", "{\"device\":\"nobody\",\"data\":" + data + "}");
    }
    rig.platform.setShared("d1", Map.of("a", 2));
    devices.awaitTold("told/d1/a/0");
    assertThat(rig.platform.received().find("nobody")).isEmpty();
  }

  @Test
  void hostileParamsHaveOneReplyEachAndHarmNothing() throws Exception {
    String megabyte = "x".repeat(1 << 20);
    List<@Nullable Object> hostile =
        Arrays.asList(
            null,
            5,
            -1e300,
            true,
            "text",
            "{\"a\":",
            megabyte,
            List.of(),
            List.of(1, "a", List.of()),
            Map.of("requestTopicExpression", 5),
            Map.of("requestTopicExpression", "a/#", "value", Map.of()),
            Map.of("requestTopicExpression", "${params", "value", "\u0000"),
            Map.of("requestTopicExpression", megabyte, "value", 1),
            Map.of("command", List.of(1)));
    List<Integer> calls = new ArrayList<>();
    for (Object params : hostile) {
      calls.add(rig.platform.call("d1", "echo", params));
      calls.add(rig.platform.call("d1", "set", params));
      calls.add(rig.platform.call("d1", "get", params));
      calls.add(rig.platform.call("d1", "nothing of this name", params));
      calls.add(own("mqtt_set", params));
      calls.add(own("mqtt_", params));
      calls.add(own("gateway_device_renamed", params));
      calls.add(own("gateway_stats", params));
      calls.add(own("gateway_", params));
      calls.add(own("sendCommand", params));
    }
    calls.add(own("gateway_restart", "soon"));
    calls.add(own("gateway_reboot", megabyte));
    calls.add(own(megabyte, 1));
    calls.add(rig.platform.call("d1", megabyte, 1));
    for (String text : List.of("no JSON", "", "[", "{\"device\":5}", "[".repeat(100_000))) {
      send("v1/gateway/rpc", text);
    }
    for (int call : calls) {
      reply(call);
    }
    assertThat(reply(own("gateway_ping", "{}"))).contains("pong");
    assertThat(reply(rig.platform.call("d2", "echo", 1))).isEqualTo("1");
    rig.field.publish(100);
    rig.awaitAll();
    assertThat(calls).allSatisfy(call -> assertThat(rig.platform.replies(call)).hasSize(1));
  }

  private int own(String method, @Nullable Object params) {
    return rig.platform.call(StandInSettings.GATEWAY, method, params);
  }

  private String reply(int call) throws InterruptedException {
    return rig.platform.awaitReply(call, PATIENCE);
  }

  private void send(String topic, String payload) {
    rig.platform.send(topic, payload.getBytes(UTF_8));
  }

  private boolean connected(String device) {
    return rig.platform.received().find(device).orElseThrow().connected();
  }
}
