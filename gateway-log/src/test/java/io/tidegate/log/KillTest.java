package io.tidegate.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.log.RecordLog.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed with {@code SIGKILL} while it appends. */
final class KillTest {

  private static final int ROUNDS = 6;

  @TempDir Path folder;
  private final Map<Long, String> acknowledged = new TreeMap<>();

  @Test
  void everyAcknowledgedValueIsThereAfterAKill() throws Exception { // LOG-6
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      appendAndKill("round" + round, 200 + random.nextInt(2000));
      verify("seed " + seed + " round " + round);
    }
  }

  private void appendAndKill(String prefix, int lines) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                folder.toString(),
                prefix)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      int count = 0;
      String line = readWhole(output);
      while (line != null) {
        int space = line.indexOf(' ');
        assertThat(line).matches("\\d+ round.*");
        acknowledged.put(Long.valueOf(line.substring(0, space)), line.substring(space + 1));
        if (++count == lines) {
          // Not Process.destroyForcibly, which closes the stream with what was acknowledged.
          process.toHandle().destroyForcibly();
        }
        line = readWhole(output);
      }
    }
    process.waitFor();
  }

  /** The kill may cut the last line. */
  private static @Nullable String readWhole(BufferedReader output) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = output.read();
    while (next >= 0 && next != '\n') {
      line.append((char) next);
      next = output.read();
    }
    return next < 0 ? null : line.toString();
  }

  private void verify(String round) throws IOException, InterruptedException {
    CapturingListener listener = new CapturingListener();
    try (RecordLog<String> log =
        SegmentRecordLog.open(LogSettings.of(folder), new TextCodec(), listener)) {
      long at = log.committed();
      Map<Long, String> found = new TreeMap<>();
      while (at < log.end()) {
        for (Entry<String> entry : log.read(at, 500, 1 << 20, Duration.ZERO)) {
          found.put(entry.offset(), entry.value());
          at = entry.offset() + 1;
        }
      }
      long committed = log.committed();
      acknowledged.keySet().removeIf(offset -> offset < committed);
      assertThat(acknowledged).as(round).isNotEmpty();
      assertThat(found).as(round).containsAllEntriesOf(acknowledged);
      assertThat(listener.corrupted()).isZero();
    }
  }
}
