package io.tidegate.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kernel cuts writes off in the middle when a file reaches the limit of the process: a failing
 * disk for which nobody has to be root.
 */
final class FileSizeLimitTest {

  private static final Path SHELL = Path.of("/bin/sh");

  @TempDir Path folder;

  @Test
  void aWriteThatFailsInTheMiddleLeavesNothingAndTheNextOneSucceeds()
      throws Exception { // LOG-9, LOG-13, LOG-14
    assumeTrue(Files.exists(SHELL), "needs a shell with ulimit");
    Process process =
        new ProcessBuilder(
                SHELL.toString(),
                "-c",
                "ulimit -f 512; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FileSizeLimitTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    List<String> output;
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      output = reader.lines().toList();
    }
    assertThat(output).last().asString().matches("refused [1-9]\\d* \\[failing, healed.*]");
    CapturingListener listener = new CapturingListener();
    try (RecordLog<String> log =
        SegmentRecordLog.open(LogSettings.of(folder), new TextCodec(), listener)) {
      assertThat(RecordLogContract.readAll(log)).isEqualTo(expected());
    }
    assertThat(listener.damages).isEmpty();
  }

  private static List<String> expected() {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      values.addAll(batch(i));
    }
    return values;
  }

  private static List<String> batch(int number) {
    return List.of(number + "a".repeat(9000), number + "b".repeat(9000));
  }

  /** Runs under the limit, with segments that would become longer than it. */
  static void main(String[] arguments) throws Exception {
    CapturingListener listener = new CapturingListener();
    int refused = 0;
    LogSettings settings = LogSettings.of(Path.of(arguments[0]));
    try (RecordLog<String> log = SegmentRecordLog.open(settings, new TextCodec(), listener)) {
      int stored = 0;
      while (stored < 100) {
        try {
          log.append(batch(stored));
          stored++;
        } catch (IOException e) {
          refused++;
        }
      }
    }
    System.out.println("refused " + refused + " " + listener.disk);
  }
}
