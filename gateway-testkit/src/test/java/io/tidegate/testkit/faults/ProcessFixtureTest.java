package io.tidegate.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessFixtureTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

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

    // Not INT: a shell that runs the tests in the background lets them ignore that.
    ProcessFixture alarmed = ProcessFixture.start(List.of("sleep", "60"));
    alarmed.signal("ALRM");
    assertThat(alarmed.awaitExit(PATIENCE)).isEqualTo(128 + 14);
  }

  // Its folder can be deleted then.
  @Test
  void isGoneOnceItIsClosed() throws Exception {
    for (int i = 0; i < 20; i++) {
      ProcessFixture process = ProcessFixture.start(List.of("sleep", "60"));
      process.close();
      assertThat(process.isAlive()).isFalse();
    }
  }

  @Test
  void readsProcessorTimeAndMemory() throws Exception {
    try (ProcessFixture process =
        ProcessFixture.start(List.of("sh", "-c", "while :; do :; done"))) {
      await().until(() -> process.cpuTime().toMillis() >= 50);
      long now = process.residentBytes();
      assertThat(now).isPositive();
      assertThat(process.peakResidentBytes()).isGreaterThanOrEqualTo(now);
    }
  }
}
