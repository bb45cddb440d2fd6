package io.tidegate.testkit.thingsboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testkit.faults.ProcessFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mosquitto's client is the independent witness. */
class StandInMainTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void aKilledProcessLeavesTheJournalOfAllItAcknowledged() throws Exception {
    Path journal = folder.resolve("journal");
    try (ProcessFixture standIn =
        ProcessFixture.java(
            List.of("-Xmx32m"),
            StandInMain.class,
            List.of("--token", "T1", "--journal", journal.toString()))) {
      String port =
          standIn.awaitLine(line -> line.contains("listening"), PATIENCE).replaceAll("\\D+", "");
      publish(port, "{\"A\":[{\"ts\":5,\"values\":{\"n\":1}}]}", 0);
      assertThat(ask(standIn, "series A|n")).contains("\"count\":1", "\"newestTs\":5");

      ask(standIn, "data refuse 0x80");
      publish(port, "{\"A\":[{\"ts\":6,\"values\":{\"n\":2}}]}", 0);
      assertThat(ask(standIn, "stats")).contains("\"REFUSED_ON_DEMAND\":1", "\"MESSAGES\":2");
      assertThat(ask(standIn, "nonsense")).contains("error");
      standIn.kill();
    }
    assertThat(Files.readAllLines(journal)).containsExactly("t\tA\tn\t5\t1");
  }

  private static String ask(ProcessFixture standIn, String command) throws Exception {
    standIn.send(command);
    return standIn.awaitLine(line -> line.startsWith("{"), PATIENCE);
  }

  private static void publish(String port, String payload, int code) throws Exception {
    try (ProcessFixture client =
        ProcessFixture.start(
            List.of(
                "mosquitto_pub",
                "-V",
                "mqttv5",
                "-h",
                "127.0.0.1",
                "-p",
                port,
                "-u",
                "T1",
                "-q",
                "1",
                "-t",
                Topics.GATEWAY_TELEMETRY,
                "-m",
                payload))) {
      assertThat(client.awaitExit(PATIENCE)).as("%s", client.output()).isEqualTo(code);
    }
  }
}
