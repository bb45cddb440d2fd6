package io.tidegate.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testkit.faults.ProcessFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the gateway ends. */
final class StopIT {

  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalStopsInOrderUnderLoadAndNothingIsLost(String signal)
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      // Whoever runs the tests in the background may have it ignored.
      rig.start("env", "--default-signal=" + signal);
      rig.field.flow(2_000);
      rig.field.awaitMore(4_000);
      stop(rig, signal);
      rig.field.halt();
      rig.start();
      rig.awaitAll();
      rig.arrivals.assertLastMarks(rig.field);
    }
  }

  @Test
  void aPlatformThatIsAwayDoesNotKeepTheGatewayFromStopping()
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.platform.goDown();
      rig.start();
      rig.field.publish(2_000);
      stop(rig, "TERM");
    }
  }

  @Test
  void aPlatformThatHangsDoesNotKeepTheGatewayFromStopping()
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.start();
      rig.field.publish(100);
      rig.awaitAll();
      rig.platform.freeze();
      rig.field.publish(2_000);
      rig.awaitStatus("it waits", s -> s.waiting() > 0);
      stop(rig, "TERM");
    }
  }

  /** Stops, and checks the words, the time and the code. */
  private static void stop(Rig rig, String signal) throws IOException, InterruptedException {
    long start = System.nanoTime();
    rig.gateway().signal(signal);
    assertThat(rig.gateway().awaitExit(STOP_WITHIN)).as("exit code").isZero();
    Rig.say("SIG%s: stopped in %d ms", signal, (System.nanoTime() - start) / 1_000_000);
    String output = String.join("\n", rig.gateway().output());
    assertThat(output).contains("stopped").containsPattern("connector +read +repeated");
    assertThat(output).containsPattern("all +\\d+").doesNotContain("ERROR");
  }

  @Test
  void aFolderThatIsMissingEndsWithCode2() throws IOException, InterruptedException {
    try (ProcessFixture gateway =
        GatewayProcess.start(folder, List.of(), List.of("run", "-c", folder + "/missing"))) {
      assertThat(gateway.awaitExit(Duration.ofSeconds(60))).isEqualTo(2);
      assertThat(gateway.output()).anyMatch(line -> line.contains("no such folder"));
    }
  }

  @Test
  void aMainFileThatCantBeUsedEndsWithCode3() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("tb_gateway.json"), "{\"thingsboard\": {");
    try (ProcessFixture gateway = GatewayProcess.run(folder)) {
      assertThat(gateway.awaitExit(Duration.ofSeconds(60))).isEqualTo(3);
      assertThat(gateway.output()).anyMatch(line -> line.contains("can't be used"));
    }
  }

  @Test
  void aStorageThatIsNoFolderEndsWithCode4() throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      Path file = Files.writeString(folder.resolve("file"), "");
      rig.configuration.dataIn(file);
      assertThat(rig.launch().awaitExit(Duration.ofSeconds(60))).isEqualTo(4);
    }
  }
}
