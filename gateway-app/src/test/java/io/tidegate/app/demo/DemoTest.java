package io.tidegate.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.app.demo.DemoOptions.Outages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void showsTheBacklogOfAnOutageGrowAndDrain() throws Exception {
    DemoOptions options =
        new DemoOptions(Duration.ofSeconds(5), Outages.AUTOMATIC, Duration.ofSeconds(2), 50);

    assertThat(run(options, number -> false)).isZero();
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("cut off", "connected", "  lost 0")
        .containsPattern("waiting at most [3-9]\\d|waiting at most \\d{3}");
  }

  // A demo that could not show a loss would prove nothing.
  @Test
  void endsWithOneIfReadingsAreLostAndKeepsItsFiles() throws Exception {
    DemoOptions options =
        new DemoOptions(Duration.ofSeconds(2), Outages.ON_DEMAND, Duration.ofSeconds(2), 50);

    assertThat(run(options, number -> number == 1)).isEqualTo(1);
    String said = output.toString(StandardCharsets.UTF_8);
    assertThat(said).contains("  lost 7");
    Path kept = Path.of(said.substring(said.lastIndexOf(" are in ") + 8).strip());
    assertThat(kept).isDirectoryContaining("glob:**/tb_gateway.json");
    try (Stream<Path> files = Files.walk(kept)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private int run(DemoOptions options, LongPredicate loses) throws Exception {
    PrintStream print = new PrintStream(output, true, StandardCharsets.UTF_8);
    return new Demo(options, folder -> new RelayGateway(folder, loses), print).run();
  }
}
