package io.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tidegate.testkit.faults.Ports;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandLineTest {

  @TempDir Path parent;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int tidegate(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return Main.execute(line, arguments);
  }

  @Test
  void withoutACommandItTellsWhichThereAre() {
    assertThat(tidegate()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("demo", "run", "check", "status", "version", "help", "./tidegate test")
        .doesNotContain("warm-up");
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    assertThat(tidegate("rnu")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("rnu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "run", "check", "status"})
  void everyCommandExplainsItself(String command) {
    assertThat(tidegate(command, "--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("Usage: tidegate " + command);
    assertThat(tidegate("help", command)).isEqualTo(ExitCode.OK);
  }

  @Test
  void theVersionIsTheBuilds() {
    assertThat(tidegate("version")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).containsPattern("Tidegate \\d+\\.\\d+\\.\\d+");
    assertThat(tidegate("--version")).isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "check", "status"})
  void aFolderThatIsNotThereIsAUsageError(String command) {
    assertThat(tidegate(command, "-c", parent.resolve("missing").toString()))
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aFolderThatMayNotBeReadIsToldAsSuch() throws IOException {
    Path secret = Files.createDirectory(parent.resolve("secret"));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(secret), "the user root may read everything");
    assertThat(tidegate("check", secret.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no permission to read the folder");
  }

  @Test
  void aGoodFolderPassesTheCheck() throws IOException {
    TestFolder folder = TestFolder.in(parent, 1883);
    assertThat(tidegate("check", folder.path().toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("ready    Plant (mqtt, mqtt.json)");
    assertThat(folder.path().resolve("mqtt.json")).content().doesNotContain("\"id\"");
  }

  @Test
  void theCheckNamesEveryErrorOfEveryFileWithItsLine() throws IOException {
    TestFolder folder = TestFolder.in(parent, 1883);
    String gateway = Files.readString(folder.path().resolve("tb_gateway.json"));
    folder.write("tb_gateway.json", gateway.replace("1883", "\"many\""));
    folder.write("mqtt.json", "{\n  \"broker\": {\"port\": \"x\"}\n}");

    assertThat(tidegate("check", folder.path().toString())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(out.toString())
        .containsPattern("tb_gateway.json:4.*/thingsboard/port")
        .containsPattern("mqtt.json:\\d.*/broker")
        .contains("idle     Plant");
  }

  @Test
  void runEndsWithACodeOfItsOwnIfTheMainFileCannotBeUsed() throws IOException {
    TestFolder folder = TestFolder.in(parent, 1883);
    folder.write("tb_gateway.json", "{");
    assertThat(tidegate("run", "-c", folder.path().toString())).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(tidegate("status", "-c", folder.path().toString()))
        .isEqualTo(ExitCode.CONFIGURATION);
  }

  @Test
  void runEndsWithACodeOfItsOwnIfTheStorageIsInUse() throws Exception {
    try (ThingsBoardStandIn platform = new ThingsBoardStandIn()) {
      TestFolder folder = TestFolder.in(parent, platform.port());
      try (Gateway gateway = folder.start()) {
        assertThat(gateway.status().version()).isNotEmpty();
        assertThat(tidegate("run", "-c", folder.path().toString())).isEqualTo(ExitCode.STORAGE);
      }
    }
  }

  /** The connector asks its own server, with a rest between requests that leaves no time. */
  @Test
  void theStatusTellsWhatALineLeavesOutAndWhatItCarries() throws Exception {
    try (ThingsBoardStandIn platform = new ThingsBoardStandIn()) {
      TestFolder folder = TestFolder.in(parent, platform.port());
      int port = Ports.free();
      folder.write(
          "tb_gateway.json",
          Files.readString(folder.path().resolve("tb_gateway.json"))
              .replace("\"type\": \"mqtt\"", "\"type\": \"modbus\"")
              .replace("mqtt.json", "modbus.json"));
      folder.write(
          "modbus.json",
          """
          {
            "master": {"slaves": [{
              "host": "127.0.0.1", "port": %1$d, "unitId": 1, "deviceName": "Field",
              "pollPeriod": 1, "delayBetweenRequestsMs": 20,
              "timeseries": [{"tag": "t", "type": "16int", "functionCode": 3, "address": 0}]
            }]},
            "slave": {
              "host": "127.0.0.1", "port": %1$d, "unitId": 1,
              "values": {"holding_registers": {"timeseries": [
                {"tag": "t", "type": "16int", "address": 0}]}}
            }
          }
          """
              .formatted(port));
      try (Gateway gateway = folder.start()) {
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() ->
                gateway.status().ledger().connectors().stream()
                    .anyMatch(statement -> !statement.missed().isEmpty()));
        assertThat(tidegate("status", "-c", folder.path().toString())).isEqualTo(ExitCode.OK);
      }
      assertThat(out.toString())
          .containsPattern(
              "  tcp://127.0.0.1:%d: \\d+ polls left out; it carries some [0-9.]+ requests a second,"
                      .formatted(port)
                  + " 1000 are asked for; the longest took");
    }
  }

  @Test
  void theStatusTellsWhatTheGatewayDoes() throws Exception {
    try (ThingsBoardStandIn platform = new ThingsBoardStandIn()) {
      TestFolder folder = TestFolder.in(parent, platform.port());
      try (Gateway gateway = folder.start()) {
        assertThat(gateway.status().version()).isNotEmpty();
        assertThat(tidegate("status", "-c", folder.path().toString())).isEqualTo(ExitCode.OK);
      }
      assertThat(out.toString()).contains("ThingsBoard: ", "storage: 0 records", "Plant (mqtt)");
      assertThat(tidegate("status", "-c", folder.path().toString())).isEqualTo(ExitCode.PROBLEMS);
      assertThat(err.toString()).contains("no gateway answers in " + folder.data());
    }
  }

  @Test
  void aDataFolderWithTooLongAPathForASocketCostsTheStatusOnly() throws Exception {
    try (ThingsBoardStandIn platform = new ThingsBoardStandIn()) {
      Path deep = Files.createDirectories(parent.resolve("d".repeat(100)));
      TestFolder folder = TestFolder.in(deep, platform.port());
      try (Gateway gateway = folder.start()) {
        assertThat(gateway.status().version()).isNotEmpty();
        assertThat(tidegate("status", "-c", folder.path().toString())).isEqualTo(ExitCode.PROBLEMS);
        assertThat(err.toString()).contains("too long for the path of a socket");
      }
    }
  }

  @Test
  void onlyTheCommandLineOfAServiceIsReadWithoutPicocli() {
    assertThat(Service.plainlyNamed("run", "-c", "x")).isEqualTo(Path.of("x"));
    assertThat(Service.plainlyNamed("run", "--config", "x")).isEqualTo(Path.of("x"));
    assertThat(Service.plainlyNamed("run", "-c", "--help")).isNull();
    assertThat(Service.plainlyNamed("run")).isNull();
    assertThat(Service.plainlyNamed("check", "-c", "x")).isNull();
  }
}
