package io.tidegate.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidegate.data.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShellCommandTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aTextIsRunByTheShellAndAListAsItIs() throws Exception {
    assertThat(ShellCommand.ofShell("echo a; echo b | tr b c").run(LONG)).isEqualTo("a\nc\n");
    assertThat(new ShellCommand(List.of("echo", "a; b")).run(LONG)).isEqualTo("a; b\n");
  }

  @Test
  void onlyTheStandardOutputIsTakenAndNoInputIsWaitedFor() throws Exception {
    assertThat(ShellCommand.ofShell("echo lost >&2; cat; printf kept").run(LONG)).isEqualTo("kept");
  }

  @Test
  void aCommandThatTakesTooLongIsStoppedWithAllThatItHasStarted() throws Exception {
    Path pid = folder.resolve("pid");
    ShellCommand command =
        ShellCommand.ofShell("(sleep 600 & echo $! > " + pid + "; wait); echo never");

    // On a busy machine it may be stopped before it has begun.
    while (Files.notExists(pid) || Files.size(pid) < 2) {
      assertThatThrownBy(() -> command.run(Duration.ofSeconds(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not end within 1 s");
    }

    long child = Long.parseLong(Files.readString(pid).strip());
    await()
        .atMost(LONG)
        .until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void ofALongOutputTheBeginningIsKeptAndTheCommandIsNotHeldUp() throws Exception {
    String printed = ShellCommand.ofShell("head -c 3000000 /dev/zero | tr '\\0' x").run(LONG);
    assertThat(printed).hasSize(ShellCommand.LONGEST_OUTPUT).containsOnlyOnce("x".repeat(4_000));
  }

  // Once in a while the shell ends before its output is read, and what it left goes unnoticed.
  @Test
  void whatIsLeftInTheBackgroundIsNotWaitedForNorStartedAgainAndAgain() throws Exception {
    Path pids = folder.resolve("pids");
    ShellCommand command =
        ShellCommand.ofShell("sleep 600 & echo $! >> " + pids + "; echo started");
    try {
      assertThat(command.run(LONG)).isEqualTo("started\n");
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThatThrownBy(() -> command.run(LONG)).hasMessageContaining("still runs"));
      List<String> started = Files.readAllLines(pids);
      assertThatThrownBy(() -> command.run(LONG)).hasMessageContaining("still runs");
      assertThat(Files.readAllLines(pids)).isEqualTo(started);
    } finally {
      for (String pid : Files.readAllLines(pids)) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  @Test
  void aProgramThatIsNotThereIsToldAsSuch() {
    assertThatThrownBy(() -> new ShellCommand(List.of("/no/such/program")).run(LONG))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/no/such/program");
  }

  @Test
  void anOutputThatIsANumberIsSentAsOne() {
    assertThat(CommandStatistics.value("42\n")).isEqualTo(new Value.Real(42));
    assertThat(CommandStatistics.value(" -1.5e3 ")).isEqualTo(new Value.Real(-1500));
    assertThat(CommandStatistics.value("hi\n")).isEqualTo(new Value.Text("hi\n"));
    assertThat(CommandStatistics.value("1d")).isEqualTo(new Value.Text("1d"));
    assertThat(CommandStatistics.value("NaN")).isEqualTo(new Value.Text("NaN"));
  }
}
