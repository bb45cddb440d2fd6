package io.tidegate.app.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.app.rpc.Fixture.Shell;
import io.tidegate.app.rpc.OwnGateway.RunningConnector;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.uplink.DownlinkHandler.GatewayRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayRpcTest {

  @TempDir private Path folder;
  private Fixture gateway;

  @BeforeEach
  void start() {
    gateway = new Fixture(folder, Shell.OFF, "touch", folder.resolve("rebooted").toString());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  // The trace 1-start-rpc-stop, requests 2 to 18.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gateway_ping | {\"code\":200,\"resp\":\"pong\"}",
        "gateway_stats | {\"eventsProduced\":3,\"eventsSent\":2,\"DemoConnEventsProduced\":3,"
            + "\"DemoConnEventsSent\":2}",
        "gateway_devices | {\"code\":200,\"resp\":{\"Dev A\":\"Demo Conn\",\"Dev B\":\"Demo Conn\"}}",
        "gateway_version | {\"resp\":{\"current_version\":\"3.8.3\",\"latest_version\":\"3.8.3\"},"
            + "\"code\":200}",
        "gateway_update | {\"resp\":\"Congratulations! You have the latest version.\",\"code\":200}",
        "gateway_nope | {\"error\":\"Method not found\",\"code\":404}",
        "foo_bar | {\"error\":\"foo - connector not found in available connectors.\",\"code\":404}",
        "gateway_device_filter | {\"error\":\"Method not found\",\"code\":404}",
        "gateway_reconnect | {\"error\":\"Method not found\",\"code\":404}",
        "gateway | {\"error\":\"Method not found\",\"code\":404}",
        "gateway_getTermInfo | {\"error\":\"Method not found\",\"code\":404}",
        "getTermInfo | {\"error\":\"getTermInfo - connector not found in available connectors.\","
            + "\"code\":404}",
        "gateway_remove_provisioned_credentials | {\"code\":404,"
            + "\"message\":\"Provisioned credentials file does not exist.\"}",
      })
  void repliesAsTheTraceDoes(String method, String reply) throws InterruptedException {
    assertThat(gateway.call(method)).isEqualTo(reply);
    assertThat(gateway.call(method, new Value.Text("{}"))).isEqualTo(reply);
    assertThat(gateway.call(method, new Value.Json("null"))).isEqualTo(reply);
  }

  @Test
  void aDeletedDeviceIsNamedByTextOrInAnArray() throws InterruptedException {
    assertThat(gateway.call("gateway_device_deleted", new Value.Text("Dev B")))
        .isEqualTo("{\"success\":true}");
    assertThat(gateway.call("gateway_device_deleted", new Value.Json("[\"Dev A\"]")))
        .isEqualTo("{\"success\":true}");
    assertThat(gateway.lifeCycle).containsExactly("no Dev B", "no Dev A");
  }

  @Test
  void renamedDevicesAreToldByTheirOldNames() throws InterruptedException {
    assertThat(
            gateway.call(
                "gateway_device_renamed", new Value.Json("{\"Dev A\":\"A2\",\"Dev B\":\"B2\"}")))
        .isEqualTo("{\"success\":true}");
    assertThat(gateway.call("gateway_device_renamed", new Value.Text("{\"A2\":\"Dev A\"}")))
        .isEqualTo("{\"success\":true}");
    assertThat(gateway.lifeCycle).containsExactly("Dev A -> A2", "Dev B -> B2", "A2 -> Dev A");
  }

  @Test
  void whatIsToldOfDevicesAtOnceHappensInTheOrderInWhichItIsTold() throws InterruptedException {
    CountDownLatch replied = new CountDownLatch(2);
    CountDownLatch one = new CountDownLatch(1);
    for (String device : List.of(Fixture.SLOW, "other")) {
      Value name = new Value.Text(device);
      gateway.rpc.call(
          new GatewayRequest(1, "gateway_device_deleted", name, null),
          _ -> {
            one.countDown();
            replied.countDown();
          });
    }
    assertThat(one.await(300, TimeUnit.MILLISECONDS)).as("it waits for the one before").isFalse();
    gateway.slow.countDown();
    assertThat(replied.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(gateway.lifeCycle).containsExactly("no " + Fixture.SLOW, "no other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gateway_device_renamed | {\"a\":5}",
        "gateway_device_renamed | {\"a\":\"b\",\"c\":\"\"}",
        "gateway_device_renamed | [1,2]",
        "gateway_device_renamed | \"no object\"",
        "gateway_device_renamed | null",
        "gateway_device_deleted | 5",
        "gateway_device_deleted | null",
        "gateway_device_deleted | {\"a\":1}",
        "gateway_restart | soon",
        "gateway_restart | -1",
        "gateway_restart | true",
        "gateway_restart | \"NaN\"",
        "gateway_restart | 1e300",
        "gateway_restart | [1,2]",
        "gateway_restart | {\"seconds\":5}",
      })
  void whatMakesNoSenseFailsWithTheReasonAndDoesNothing(String method, String params)
      throws InterruptedException {
    assertThat(gateway.call(method, new Value.Json(params))).startsWith("failed: expected ");
    assertThat(gateway.lifeCycle).isEmpty();
  }

  @Test
  void aHugeParameterIsRefusedInFewWords() throws InterruptedException {
    String huge = "x".repeat(1_000_000);
    assertThat(gateway.call("gateway_restart", new Value.Text(huge))).hasSizeLessThan(300);
    assertThat(gateway.call("gateway_device_renamed", new Value.Json("[" + "[".repeat(100_000))))
        .hasSizeLessThan(300);
    assertThat(gateway.call(huge + "_x")).hasSizeLessThan(300).contains("\"code\":404");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "0", "1", "0.5", "[1]"})
  void aRestartHappensASecondAfterItsReply(String seconds) throws InterruptedException {
    long start = System.nanoTime();
    assertThat(gateway.call("gateway_restart", new Value.Json(seconds)))
        .isEqualTo("{\"success\":true}");
    assertThat(gateway.restarted.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(990_000_000L);
  }

  @Test
  void aLaterRestartReplacesTheEarlierAndNumbersMayBeText() throws InterruptedException {
    assertThat(gateway.call("gateway_restart", new Value.Text("3600")))
        .isEqualTo("{\"success\":true}");
    assertThat(gateway.call("gateway_restart", new Value.Text(" 1.0 ")))
        .isEqualTo("{\"success\":true}");
    assertThat(gateway.restarted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theMachineRestartsWhereThatIsAllowed() throws InterruptedException {
    assertThat(gateway.call("gateway_reboot", new Value.Int(1))).isEqualTo("{\"success\":true}");
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve("rebooted")));
  }

  @Test
  void theMachineDoesNotRestartWhereThatIsNotAllowed() throws InterruptedException {
    try (Fixture strict = new Fixture(folder, Shell.OFF)) {
      assertThat(strict.call("gateway_reboot", new Value.Int(1)))
          .isEqualTo(
              "{\"error\":\"A reboot is not allowed: thingsboard.allowReboot is not set.\","
                  + "\"code\":403}");
    }
  }

  @Test
  void provisionedCredentialsAreRemoved() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve(".credentials"), "{}");
    assertThat(gateway.call("gateway_remove_provisioned_credentials"))
        .isEqualTo(
            "{\"code\":200,\"resp\":\"Provisioned credentials file removed successfully.\"}");
    assertThat(file).doesNotExist();
  }

  @Test
  void aConnectorsMethodGoesToEveryConnectorOfTheTypeWithOneReply() throws InterruptedException {
    gateway.connectors.add(new RunningConnector("Second", "demo", "id-2"));
    gateway.connectors.add(new RunningConnector("Other", "other", "id-3"));
    gateway.replies =
        Map.of("Demo Conn", answered("[{\"a\":1}]"), "Second", answered("[{\"a\":2}]"));
    assertThat(gateway.call("demo_list")).isEqualTo("[{\"a\":1},{\"a\":2}]");
    assertThat(gateway.called)
        .containsExactly("Demo Conn list " + json("{}"), "Second list " + json("{}"));
  }

  @Test
  void theConnectorThatThePageNamesAloneIsCalled() throws InterruptedException {
    gateway.connectors.add(new RunningConnector("Second", "demo", "id-2"));
    gateway.replies = Map.of("Second", answered("{\"result\":{\"ok\":1}}"));
    String params = "{\"connectorId\":\"id-2\",\"z\":1}";
    assertThat(gateway.call("demo_hello_you", new Value.Json(params)))
        .isEqualTo("{\"result\":{\"ok\":1}}");
    assertThat(gateway.called).containsExactly("Second hello_you " + json(params));
    assertThat(gateway.call("demo_hello", new Value.Json("{\"connectorId\":\"id-9\"}")))
        .isEqualTo("{\"error\":\"demo - no connector with the id id-9 runs.\",\"code\":404}");
  }

  @Test
  void ofSeveralConnectorsAFailureIsNotHidden() throws InterruptedException {
    gateway.connectors.add(new RunningConnector("Second", "demo", "id-2"));
    gateway.replies = Map.of("Demo Conn", new Reply.Failed("no link"), "Second", new Reply.Done());
    assertThat(gateway.call("demo_set")).isEqualTo("failed: no link");
    gateway.replies = Map.of("Demo Conn", new Reply.Done(), "Second", new Reply.Expired());
    assertThat(gateway.call("demo_set")).isEqualTo("expired");
  }

  @Test
  void aBugIsAnsweredAndTheNextCallIsServed() throws InterruptedException {
    assertThat(gateway.call("demo_set")).startsWith("failed: a bug in the gateway");
    assertThat(gateway.call("gateway_ping")).contains("pong");
  }

  @Test
  void manyCallsAtOnceHaveOneReplyEach() throws InterruptedException {
    List<Reply> replies = new CopyOnWriteArrayList<>();
    CountDownLatch all = new CountDownLatch(1000);
    for (int i = 0; i < 1000; i++) {
      gateway.rpc.call(
          new GatewayRequest(i, "gateway_devices", new Value.Text("{}"), null),
          reply -> {
            replies.add(reply);
            all.countDown();
          });
    }
    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(replies).hasSize(1000);
  }

  @Test
  void callsThatAreMoreThanTheMemoryTogetherAreRefusedAndSmallOnesAreNot()
      throws InterruptedException {
    Value large = new Value.Text("x".repeat(1_500_000));
    CountDownLatch replied = new CountDownLatch(2);
    for (Value device : List.of(new Value.Text(Fixture.SLOW), large)) {
      gateway.rpc.call(
          new GatewayRequest(1, "gateway_device_deleted", device, null), _ -> replied.countDown());
    }
    assertThat(gateway.call("gateway_ping", large))
        .isEqualTo("failed: too many requests wait for the gateway");
    assertThat(gateway.call("gateway_ping")).contains("pong");
    gateway.slow.countDown();
    assertThat(replied.await(30, TimeUnit.SECONDS)).isTrue();
    await().until(() -> gateway.call("gateway_ping", large).contains("pong"));
  }

  private static Reply answered(String json) {
    return new Reply.Answered(json(json));
  }

  private static Value json(String json) {
    return new Value.Json(json);
  }
}
