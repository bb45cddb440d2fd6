package io.tidegate.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.app.WireTrace.Message;
import io.tidegate.app.logging.LogMonitor;
import io.tidegate.app.logging.Logging;
import io.tidegate.config.gateway.ConfigFolder;
import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.testkit.thingsboard.Account;
import io.tidegate.testkit.thingsboard.LoggedMessage.Direction;
import io.tidegate.testkit.thingsboard.Retention;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.StandInSettings.ProvisioningProfile;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the Python gateway put on the wire, as a whole: the platform says what it said there, and
 * all that is published is compared. What is decided to be otherwise has a name.
 */
@Timeout(60)
final class WireTraceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Device A = new Device("Dev A", "typeA");
  private static final Device B = new Device("Dev B", "typeB");

  private static final String OWN_TELEMETRY = "v1/devices/me/telemetry";
  private static final String RESPONSE = "v1/devices/me/rpc/response/";
  private static final String RPC = "v1/gateway/rpc";

  @TempDir private Path parent;
  private final TracedConnector demo = new TracedConnector();
  private ThingsBoardStandIn platform;
  private TestFolder folder;

  @BeforeEach
  void open() throws IOException {
    platform =
        new ThingsBoardStandIn(
            new StandInSettings(
                0,
                5,
                null,
                List.of(Account.gateway(StandInSettings.GATEWAY, "TOKEN123")),
                new ProvisioningProfile("K", "S"),
                Retention.EVERYTHING,
                3_000));
    for (String device : List.of("Dev A", "Dev B", "Dev A2")) {
      platform.setShared(device, Map.of("attr1", "v1"));
    }
    folder = TestFolder.in(parent, platform.port());
    folder.write("demo.json", "{\"a\": 1}");
  }

  @AfterEach
  void close() {
    platform.close();
  }

  // core.md §3.3, §5, §10
  @Test
  void startRequestsAndStop() throws Exception {
    WireTrace trace = WireTrace.read("1-start-rpc-stop");
    configure("\"security\": {\"type\": \"accessToken\", \"accessToken\": \"TOKEN123\"}");
    try (Gateway gateway = start()) {
      awaitStarted();
      assertThat(platform.subscriptions()).isEqualTo(trace.subscriptions());
      demo.report(
          A,
          1_000,
          0,
          DataPoint.timeseries("t", new Value.Real(1.5)),
          DataPoint.timeseries("s", new Value.Text("ü")),
          DataPoint.attribute("fw", new Value.Text("1.0")));
      demo.report(A, 2_000, 0, DataPoint.timeseries("t", new Value.Int(2)));
      demo.report(
          B,
          System.currentTimeMillis(),
          0,
          DataPoint.timeseries("x", new Value.Int(1)),
          DataPoint.attribute("y", new Value.Int(2)));
      demo.report(B, 3_000, 0, DataPoint.timeseries("x", new Value.Int(1)));
      await().atMost(PATIENCE).until(() -> gateway.status().ledger().total().delivered() == 4);
      await().atMost(PATIENCE).until(() -> demo.updates.size() == 2);

      trace.received().forEach(this::say);

      await()
          .atMost(PATIENCE)
          .until(() ->
              platform.received().count(StandInSettings.GATEWAY, "Demo Conn_ERRORS_COUNT") == 1);
    }
    assertSent(trace, WireDifferences.REQUESTS);
  }

  // core.md §10.4
  @Test
  void latencies() throws Exception {
    WireTrace trace = WireTrace.read("4-latency");
    configure(
        "\"latencyDebugMode\": true,"
            + "\"security\": {\"type\": \"accessToken\", \"accessToken\": \"TOKEN123\"}");
    try (Gateway _ = start()) {
      awaitStarted();
      assertThat(platform.subscriptions()).isEqualTo(trace.subscriptions());
      reportFive(123);
    }
    assertSent(trace, WireDifferences.LATENCY);
  }

  // core.md §3.14
  @Test
  void provisioningOfAToken() throws Exception {
    WireTrace trace = WireTrace.read("4-prov");
    configure(
        "\"provisioning\": {\"type\": \"ACCESS_TOKEN\","
            + "\"provisionDeviceKey\": \"K\", \"provisionDeviceSecret\": \"S\"}");
    assertProvisioned(trace);
  }

  @Test
  void provisioningOfUserAndPassword() throws Exception {
    WireTrace trace = WireTrace.read("4-provbasic");
    configure(
        "\"provisioning\": {\"type\": \"MQTT_BASIC\", \"deviceName\": \"GW1\","
            + "\"provisionDeviceKey\": \"K\", \"provisionDeviceSecret\": \"S\"}");
    assertProvisioned(trace);
  }

  private void assertProvisioned(WireTrace trace) throws Exception {
    try (Gateway _ = start()) {
      awaitStarted();
      assertThat(platform.subscriptions()).isEqualTo(trace.subscriptions());
      reportFive(0);
    }
    assertSent(trace, WireDifferences.PROVISIONING);
  }

  private void configure(String member) throws IOException {
    folder.write(
        "tb_gateway.json",
        """
        {
          "thingsboard": {
            "host": "127.0.0.1",
            "port": %d,
            "statistics": {"enable": true},
            %s
          },
          "storage": {"type": "memory"},
          "connectors": [{"type": "demo", "name": "Demo Conn", "configuration": "demo.json"}]
        }
        """
            .formatted(platform.port(), member));
  }

  private Gateway start() throws Exception {
    GatewayFolder loaded = ConfigFolder.load(folder.path(), folder.environment(), _ -> demo);
    LogMonitor monitor = new LogMonitor();
    Logging.configure(loaded, monitor);
    return new Gateway(
        loaded,
        Objects.requireNonNull(loaded.config()),
        Objects.requireNonNull(loaded.access()),
        monitor,
        () -> {});
  }

  private void awaitStarted() {
    for (String each : List.of("machineStats", "ALL_ERRORS_COUNT")) {
      await()
          .atMost(PATIENCE)
          .until(() ->
              platform.log().payloads(OWN_TELEMETRY).stream().anyMatch(m -> m.contains(each)));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> !platform.log().payloads("v1/devices/me/attributes").isEmpty());
  }

  private void reportFive(long receivedAt) throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      demo.report(
          A,
          1_000 + i,
          receivedAt,
          DataPoint.timeseries("t", new Value.Int(i)),
          DataPoint.timeseries("u", new Value.Int(i)));
    }
    await().atMost(PATIENCE).until(() -> platform.received().count("Dev A", "u") == 5);
    await().atMost(PATIENCE).until(() -> demo.updates.size() == 1);
  }

  /** Says what the platform said, and waits for the reply where it asked for something. */
  private void say(Message message) {
    String topic = message.topic();
    if (topic.startsWith("v1/devices/me/rpc/request/")) {
      platform.send(topic, message.payload().getBytes(UTF_8));
      awaitMessage(RESPONSE + topic.substring(topic.lastIndexOf('/') + 1), "");
    } else if (topic.equals(RPC)) {
      platform.send(topic, message.payload().getBytes(UTF_8));
      JsonNode id = JsonMapper.shared().readTree(message.payload()).at("/data/id");
      awaitMessage(RPC, "\"id\":" + id);
    } else if (topic.equals("v1/gateway/attributes")) {
      platform.send(topic, message.payload().getBytes(UTF_8));
      await(message.payload()).atMost(PATIENCE).until(() -> demo.wasTold(message.payload()));
    }
    // The others are the platform's own answers, which the stand-in gives by itself.
  }

  private void awaitMessage(String topic, String part) {
    await(topic + " " + part)
        .atMost(PATIENCE)
        .until(() -> platform.log().payloads(topic).stream().anyMatch(each -> each.contains(part)));
  }

  private void assertSent(WireTrace trace, List<WireDifference> ofTheTrace) {
    List<WireDifference> differences =
        Stream.concat(ofTheTrace.stream(), WireDifferences.START.stream()).toList();
    assertThat(differences)
        .as("each difference is one")
        .allMatch(each ->
            each.additions().findAny().isPresent()
                || trace.sent().stream().anyMatch(each::concerns));
    List<Message> sent =
        platform.log().messages().stream()
            .filter(each -> each.direction() == Direction.IN)
            .map(each -> new Message(each.topic(), each.payload()))
            .toList();
    assertThat(WireForm.byTopic(sent))
        .containsExactlyEntriesOf(
            WireForm.byTopic(WireDifference.applied(differences, trace.sent())));
  }
}
