package io.tidegate.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.Doc;
import io.tidegate.config.json.ConfigProblem;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.connector.Connector;
import io.tidegate.connector.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that the Python gateway ships, and the keys that it documents. */
class CompatibilityTest {

  private static final Path COMPAT = Path.of("src/test/resources/compat");
  private static final Set<String> NO_CONNECTORS =
      Set.of("tb_gateway.json", "logs.json", "list.json", "custom_serial.json");

  @TempDir private Path folder;

  @Test
  void everyShippedFileLoadsWithoutAnError() throws IOException {
    copy();
    Files.writeString(folder.resolve("tb_gateway.json"), mainFileNamingAll());
    GatewayFolder loaded = check();
    assertThat(loaded.problems()).filteredOn(ConfigProblem::isError).isEmpty();
    assertThat(loaded.connectors()).extracting(LoadedConnector::name).containsExactly("mqtt");
    assertThat(loaded.idle()).hasSize(15);
    assertThat(loaded.deniedDevices())
        .containsOnlyKeys("MQTT Broker Connector", "Modbus Connector");
    assertThat(loaded.problems())
        .extracting(ConfigProblem::message)
        .contains("names the connector type modbus, not active yet");
  }

  @Test
  void theShippedMainFileLoadsAsItIs() throws IOException {
    copy();
    GatewayFolder loaded = check();
    assertThat(loaded.problems())
        .extracting(Object::toString)
        .containsExactly(
            "warning: tb_gateway.json:6: /thingsboard/remoteConfiguration is not active yet",
            "warning: tb_gateway.json:44: /storage/read_records_count has no effect: a message"
                + " takes as many as the limits allow",
            "warning: tb_gateway.json:64: /connectors names no connector: the gateway has nothing"
                + " to collect");
    assertThat(loaded.access())
        .isEqualTo(new Access.Credentials(SecurityConfig.accessToken("YOUR_ACCESS_TOKEN")));
    assertThat(loaded.rateLimits().scaled(80).devices().telemetryPoints())
        .as("80 % of the cloud's")
        .isEqualTo(RateLimit.parse("8:1,240:60"));
  }

  // Also says of the sample with a Python class what to do about it.
  @Test
  void aPythonClassIsAnErrorThatSaysHowToPortIt() throws IOException {
    copy();
    Files.writeString(
        folder.resolve("tb_gateway.json"),
        main(
            "{'name': 'S', 'type': 'serial', 'class': 'X', 'configuration': 'custom_serial.json'}"));
    assertThat(check().problems())
        .filteredOn(ConfigProblem::isError)
        .singleElement()
        .extracting(ConfigProblem::message)
        .asString()
        .contains("Python class X", "io.tidegate.connector.Connector");
  }

  // The keys of the reference pages, with every alias. One that is forgotten is an unknown key.
  @Test
  void everyDocumentedKeyIsKnown() throws IOException {
    String json = Files.readString(Path.of("src/test/resources/every-documented-key.json"));
    assertThat(ConfigReader.read("tb_gateway.json", json, GatewayConfig.class))
        .satisfies(result -> assertThat(result.isValid()).as("%s", result.problems()).isTrue())
        .satisfies(result ->
            assertThat(result.problems())
                .noneMatch(problem -> problem.message().contains("not a known key")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux", "macos", "windows"})
  void theShippedStatisticsCommandsAreUnderstood(String system) throws IOException {
    copy();
    String file = "statistics/statistics_" + system + ".json";
    assertThat(folder.resolve(file)).exists();
    Files.writeString(
        folder.resolve("tb_gateway.json"),
        "{\"thingsboard\": {\"host\": \"a\", \"security\": {\"accessToken\": \"t\"}, \"statistics\":"
            + " {\"configuration\": \"%s\"}}, \"storage\": {\"type\": \"memory\"}}"
                .formatted(file));
    assertThat(check().hasErrors()).isFalse();
    assertThat(check().statisticsCommands()).isNotEmpty();
  }

  @Test
  void aFileWithCommandsThatIsNotThereIsAnErrorAndTheRestCanBeUsed() throws IOException {
    Files.writeString(
        folder.resolve("tb_gateway.json"), statistics("'configuration': 'none.json'"));
    assertThat(check().problems())
        .extracting(Object::toString)
        .contains(
            "error: tb_gateway.json:1: /thingsboard/statistics/configuration names the file"
                + " \"none.json\", which does not exist");
    assertThat(check().config()).isNotNull();
  }

  @Test
  void commandsOfThePlatformThatAreNotAllowedAreTold() throws IOException {
    String command = "{'attributeOnGateway': 'a', 'command': 'b', 'timeout': 1}";
    Files.writeString(
        folder.resolve("tb_gateway.json"), statistics("'commands': [" + command + "]"));
    assertThat(check().problems()).anyMatch(p -> p.message().contains("allowRemoteCommands"));
    Files.writeString(
        folder.resolve("tb_gateway.json"),
        statistics("'allowRemoteCommands': true, 'commands': [" + command + "]"));
    assertThat(check().problems()).noneMatch(p -> p.message().contains("allowRemoteCommands"));
  }

  private static String statistics(String members) {
    return ("{'thingsboard': {'host': 'a', 'security': {'accessToken': 't'}, 'statistics': {"
            + members
            + "}}, 'storage': {'type': 'memory'},"
            + " 'connectors': [{'name': 'x', 'type': 'modbus', 'configuration': 'mqtt.json'}]}")
        .replace('\'', '"');
  }

  private GatewayFolder check() {
    return ConfigFolder.check(
        folder, new Environment(Map.of()), type -> "mqtt".equals(type) ? new AnyMqtt() : null);
  }

  private static String mainFileNamingAll() throws IOException {
    try (Stream<Path> files = Files.list(COMPAT)) {
      return main(
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(".json") && !NO_CONNECTORS.contains(name))
              .sorted()
              .map(CompatibilityTest::entry)
              .collect(Collectors.joining(",")));
    }
  }

  private static String entry(String file) {
    String name = file.replace(".json", "");
    return "{'name': '%s', 'type': '%s', 'configuration': '%s'}"
        .formatted(name, name.replace("_serial", ""), file);
  }

  private static String main(String connectors) {
    return ("{'thingsboard': {'host': 'a', 'security': {'accessToken': 't'},"
            + " 'deviceFiltering': {'enable': true, 'filterFile': 'list.json'}},"
            + " 'storage': {'type': 'file'}, 'connectors': ["
            + connectors
            + "]}")
        .replace('\'', '"');
  }

  private void copy() throws IOException {
    try (Stream<Path> files = Files.walk(COMPAT)) {
      for (Path file : files.skip(1).toList()) {
        Files.copy(file, folder.resolve(COMPAT.relativize(file).toString()));
      }
    }
  }

  private static final class AnyMqtt implements Connector<AnyMqtt.Config> {

    record Config(
        @Doc("Broker.") ObjectNode broker,
        @Doc("Mapping.") ArrayNode mapping,
        @Doc("Requests.") ObjectNode requestsMapping) {}

    @Override
    public String type() {
      return "mqtt";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public List<Endpoint> endpoints(Config config) {
      return List.of();
    }
  }
}
