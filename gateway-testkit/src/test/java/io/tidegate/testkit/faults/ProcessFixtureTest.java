package io.tidegate.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessFixtureTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Test
  void talksWithAProcess() throws Exception {
    try (ProcessFixture process = ProcessFixture.start(List.of("sed", "-u", "s/^/got /"))) {
      process.send("this");
      process.send("that");
      assertThat(process.awaitLine(line -> line.contains("that"), PATIENCE)).isEqualTo("got that");
      assertThat(process.output()).containsExactly("got this", "got that");
    }
  }

  @Test
  void killsAndTerminates() throws Exception {
    ProcessFixture killed = ProcessFixture.start(List.of("sleep", "60"));
    killed.kill();
    assertThat(killed.awaitExit(PATIENCE)).isEqualTo(128 + 9);

    ProcessFixture terminated = ProcessFixture.start(List.of("sleep", "60"));
    terminated.terminate();
    assertThat(terminated.awaitExit(PATIENCE)).isEqualTo(128 + 15);

    ProcessFixture interrupted = ProcessFixture.start(List.of("sleep", "60"));
    interrupted.signal("INT");
    assertThat(interrupted.awaitExit(PATIENCE)).isEqualTo(128 + 2);
  }

  @Test
  void readsProcessorTimeAndMemory() throws Exception {
    try (ProcessFixture process =
        ProcessFixture.start(List.of("sh", "-c", "while :; do :; done"))) {
      await().until(() -> process.cpuTime().toMillis() >= 50);
      assertThat(process.residentBytes()).isPositive();
      assertThat(process.peakResidentBytes()).isGreaterThanOrEqualTo(process.residentBytes());
    }
  }
}
