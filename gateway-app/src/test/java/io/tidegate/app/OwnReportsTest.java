package io.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.data.Value;
import io.tidegate.testkit.broker.EmbeddedBroker;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway tells ThingsBoard of itself, at the stand-in. */
final class OwnReportsTest {

  private static final String OWN = "v1/devices/me/telemetry";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path parent;
  private ThingsBoardStandIn platform;
  private TestFolder folder;

  @BeforeEach
  void open() throws IOException {
    platform = new ThingsBoardStandIn();
    folder = TestFolder.in(parent, platform.port());
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void statisticsComeAtOnceWithTheAttributesOfTheMachine() throws Exception {
    try (Gateway _ = folder.start()) {
      await().atMost(PATIENCE).until(() -> own("connectorsStats").isPresent());
      assertThat(own("machineStats")).get().isInstanceOf(Value.Json.class);
      JsonNode machine = json("machineStats");
      assertThat(machine.path("gwProcessCpuUsage").isNumber()).isTrue();
      assertThat(machine.path("msgsSentToPlatform").asLong()).isPositive();
      assertThat(json("serviceStats").path("storageMsgCount").asLong()).isZero();
      await().atMost(PATIENCE).until(() -> own("ALL_ERRORS_COUNT").isPresent());
      awaitAttributes("totalMemory", "totalDisk", "cpuCount", "Version", "active_connectors");
    }
  }

  @Test
  void withoutStatisticsOnlyTheAttributesAreTold() throws Exception {
    configure("\"statistics\": {\"enable\": false}");
    try (Gateway _ = folder.start()) {
      await().atMost(PATIENCE).until(() -> own("ALL_ERRORS_COUNT").isPresent());
      awaitAttributes("totalMemory", "cpuCount");
      assertThat(own("machineStats")).isEmpty();
    }
  }

  @Test
  void errorsAreCountedByConnectorAndInAll() throws Exception {
    try (Gateway _ = folder.start()) {
      await().atMost(PATIENCE).until(() -> own("ALL_ERRORS_COUNT").isPresent());
      LoggerFactory.getLogger("connector.Plant").error("expected by a test");
      LoggerFactory.getLogger("converter.Plant").error("expected by a test");
      LoggerFactory.getLogger("io.tidegate.test").error("expected by a test");
      awaitOwn("Plant_ERRORS_COUNT", new Value.Int(2));
      awaitOwn("service_ERRORS_COUNT", new Value.Int(1));
      awaitOwn("ALL_ERRORS_COUNT", new Value.Int(3));
    }
  }

  @Test
  void theLevelThatThePlatformHasCountsAfterARestartAndIsSaidBack() throws Exception {
    platform.setShared(StandInSettings.GATEWAY, Map.of("RemoteLoggingLevel", "info"));
    try (Gateway _ = folder.start()) {
      await()
          .atMost(PATIENCE)
          .until(() -> attribute("RemoteLoggingLevel").equals(Optional.of(new Value.Text("INFO"))));
      LoggerFactory.getLogger("io.tidegate.test").info("to be seen");
      LoggerFactory.getLogger("extension").info("of an extension");
      LoggerFactory.getLogger("io.tidegate.test").debug("not to be seen");
      await().atMost(PATIENCE).until(() -> own("EXTENSION_LOGS").isPresent());
      awaitOwn("EXTENSIONS_LOGS", own("EXTENSION_LOGS").orElseThrow());
      assertThat(texts())
          .contains("to be seen", "OwnReportsTest.java", "- |INFO|<")
          .doesNotContain("not to be seen");

      platform.setShared(StandInSettings.GATEWAY, Map.of("RemoteLoggingLevel", "NONE"));
      await()
          .atMost(PATIENCE)
          .until(() -> attribute("RemoteLoggingLevel").equals(Optional.of(new Value.Text("NONE"))));
      LoggerFactory.getLogger("io.tidegate.test").error("after the end");
      awaitOwn("service_ERRORS_COUNT", new Value.Int(1));
      assertThat(texts()).doesNotContain("after the end");
    }
  }

  @Test
  void atDebugSendingTheLinesMakesNoLines() throws Exception {
    platform.setShared(StandInSettings.GATEWAY, Map.of("RemoteLoggingLevel", "DEBUG"));
    try (Gateway _ = folder.start()) {
      await().atMost(PATIENCE).until(() -> attribute("RemoteLoggingLevel").isPresent());
      LoggerFactory.getLogger("io.tidegate.test").debug("the only line");
      await().atMost(PATIENCE).until(() -> texts().contains("the only line"));
      long messages = platform.log().payloads(OWN).size();
      await()
          .during(Duration.ofSeconds(2))
          .atMost(PATIENCE)
          .until(() -> platform.log().payloads(OWN).size() <= messages + 3);
    }
  }

  @Test
  void theLevelOfThePlatformDoesNotChangeTheLocalFiles() throws Exception {
    platform.setShared(StandInSettings.GATEWAY, Map.of("RemoteLoggingLevel", "DEBUG"));
    try (Gateway _ = folder.start()) {
      await().atMost(PATIENCE).until(() -> attribute("RemoteLoggingLevel").isPresent());
      LoggerFactory.getLogger("io.tidegate.test").debug("for the platform only");
      LoggerFactory.getLogger("io.tidegate.test").info("for both");
      await().atMost(PATIENCE).until(() -> texts().contains("for both"));
      assertThat(texts()).contains("for the platform only");
    }
    assertThat(parent.resolve("logs/service.log"))
        .content()
        .contains("for both")
        .doesNotContain("for the platform only");
  }

  // core.md §3.13
  @Test
  void aFileForTheLoggingThatIsWrongIsTold() throws Exception {
    folder.write("logs.json", "{ wrong");
    try (Gateway _ = folder.start()) {
      await()
          .atMost(PATIENCE)
          .until(() -> texts().contains("Logging loading exception, logs.json is wrong: "));
    }
  }

  @Test
  void aConnectorThatAsksForItSendsItsLinesWhateverTheGatewaysLevel() throws Exception {
    String mqtt = Files.readString(folder.path().resolve("mqtt.json"));
    folder.write("mqtt.json", mqtt.replaceFirst("\\{", "{\"enableRemoteLogging\": true, "));
    try (Gateway _ = folder.start()) {
      await().atMost(PATIENCE).until(() -> own("ALL_ERRORS_COUNT").isPresent());
      LoggerFactory.getLogger("converter.Plant").warn("of a converter");
      await().atMost(PATIENCE).until(() -> own("Plant_converter_LOGS").isPresent());
      assertThat(own("Plant_converter_LOGS").orElseThrow().toString())
          .contains("|WARNING|", "[plant_converter.py]", "of a converter");
      await().atMost(PATIENCE).until(() -> own("Plant_LOGS").isPresent());
    }
  }

  @Test
  void commandsOfTheLocalFileAreRunAndThoseOfThePlatformAreNot() throws Exception {
    folder.write(
        "statistics.json",
        """
        [{"attributeOnGateway": "CMD1", "command": "echo 42", "timeout": 20},
         {"attributeOnGateway": "CMD2", "command": ["/bin/sh", "-c", "echo hi"], "timeout": 20,
          "installCmd": "touch %s"},
         {"attributeOnGateway": "CMD3", "command": "true", "timeout": 20}]
        """
            .formatted(parent.resolve("installed")));
    configure(
        """
        "statistics": {"enable": false, "configuration": "statistics.json", "commands":
        [{"attributeOnGateway": "EVIL", "command": "echo 1", "timeout": 20}]}\
        """);
    try (Gateway _ = folder.start()) {
      await().atMost(PATIENCE).until(() -> own("CMD2").isPresent());
      assertThat(own("CMD1")).contains(new Value.Real(42));
      assertThat(own("CMD2")).contains(new Value.Text("hi\n"));
      assertThat(own("CMD3")).isEmpty();
      assertThat(own("EVIL")).isEmpty();
      assertThat(parent.resolve("installed")).exists();
    }
  }

  @Test
  void changedStatisticsTakeEffectWithoutARestart() throws Exception {
    String before = Files.readString(folder.path().resolve("tb_gateway.json"));
    configure("\"checkConnectorsConfigurationInSeconds\": 1, \"statistics\": {\"enable\": false}");
    try (Gateway _ = folder.start()) {
      await().atMost(PATIENCE).until(() -> own("ALL_ERRORS_COUNT").isPresent());
      assertThat(own("machineStats")).isEmpty();

      command("echo 1");
      configure(
          before,
          "\"checkConnectorsConfigurationInSeconds\": 1,"
              + "\"statistics\": {\"enable\": true, \"configuration\": \"statistics.json\"}");
      await().atMost(PATIENCE).until(() -> own("machineStats").isPresent());
      awaitOwn("CMD", new Value.Real(1));
      command("echo 2");
      awaitOwn("CMD", new Value.Real(2));
      assertThat(platform.log().payloads(OWN))
          .as("the statistics went on in their rhythm")
          .filteredOn(payload -> payload.contains("machineStats"))
          .hasSize(1);
    }
  }

  private void command(String command) throws IOException {
    folder.write(
        "statistics.json",
        "[{\"attributeOnGateway\": \"CMD\", \"command\": \"%s\", \"timeout\": 20}]"
            .formatted(command));
  }

  @Test
  void latenciesGoWithEachEntryAsThePlatformWantsThem() throws Exception {
    configure("\"latencyDebugMode\": true");
    try (EmbeddedBroker broker = new EmbeddedBroker(0)) {
      folder.mqtt(broker.port());
      try (Gateway _ = folder.start()) {
        // Until the gateway has subscribed there is nobody to take it.
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(200))
            .until(() -> {
              PythonBacklogTest.publish(broker.port(), "plant/Sensor");
              return !platform.log().payloads("v1/gateway/telemetry").isEmpty();
            });
      }
    }
    JsonNode entry =
        JsonMapper.shared()
            .readTree(platform.log().payloads("v1/gateway/telemetry").getFirst())
            .at("/Sensor/0");
    assertThat(entry.at("/values/n").asLong()).isEqualTo(7);
    JsonNode metadata = entry.path("metadata");
    assertThat(metadata.path("connector").asString()).isEqualTo("Plant");
    assertThat(
            List.of(
                metadata.path("receivedTs").asLong(),
                metadata.path("convertedTs").asLong(),
                metadata.path("putToStorageTs").asLong(),
                metadata.path("publishedTs").asLong()))
        .isSorted()
        .allMatch(time -> time > 1_700_000_000_000L);
  }

  private void configure(String member) throws IOException {
    configure(Files.readString(folder.path().resolve("tb_gateway.json")), member);
  }

  private void configure(String gateway, String member) throws IOException {
    folder.write(
        "tb_gateway.json",
        gateway.replace("\"thingsboard\": {", "\"thingsboard\": {" + member + ","));
  }

  /** The values of one message come one after the other. */
  private void awaitOwn(String key, Value value) {
    await().atMost(PATIENCE).until(() -> own(key).equals(Optional.of(value)));
  }

  private void awaitAttributes(String... keys) {
    await()
        .atMost(PATIENCE)
        .until(() -> List.of(keys).stream().allMatch(key -> attribute(key).isPresent()));
  }

  private Optional<Value> own(String key) {
    return platform
        .received()
        .find(StandInSettings.GATEWAY)
        .filter(device -> device.timeseriesKeys().contains(key))
        .map(device -> device.timeseries(key).latest());
  }

  private JsonNode json(String key) {
    return JsonMapper.shared().readTree(((Value.Json) own(key).orElseThrow()).value());
  }

  private Optional<Value> attribute(String key) {
    return platform
        .received()
        .find(StandInSettings.GATEWAY)
        .filter(device -> device.attributes().containsKey(key))
        .map(device -> device.attribute(key).latest());
  }

  private String texts() {
    return String.join("\n", platform.log().payloads(OWN));
  }
}
