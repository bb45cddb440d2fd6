package io.tidegate.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testkit.faults.Ports;
import io.tidegate.testkit.faults.ProcessFixture;
import io.tidegate.testkit.thingsboard.StandInMain;
import io.tidegate.testkit.thingsboard.StandInSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the platform, which remembers what it wrote before it acknowledged. */
final class PlatformKillIT {

  @TempDir private Path folder;

  private final List<Path> journals = new ArrayList<>();
  private @Nullable ProcessFixture platform;

  @Test
  void whatAKilledPlatformHasNotWrittenIsSentAgain() throws IOException, InterruptedException {
    int port = Ports.free();
    try (Rig rig = new Rig(folder)) {
      rig.configuration.thingsboard().put("port", port);
      startPlatform(port);
      rig.start();
      rig.field.flow(1_000);
      for (int round = 0; round < Math.max(2, Rig.ROUNDS / 2); round++) {
        rig.awaitStatus("data flows", s -> s.total("delivered") > 0 && s.northIsOnline());
        rig.field.awaitMore(1_500);
        platform().kill();
        rig.field.awaitMore(500);
        startPlatform(port);
      }
      rig.field.halt();
      rig.awaitStatus("all is delivered", s -> s.total("delivered") >= rig.field.published());
      rig.awaitAccounted();
      BitSet written = written();
      assertThat(written.cardinality()).isEqualTo((int) rig.field.published());
    }
  }

  private ProcessFixture platform() {
    return Objects.requireNonNull(platform);
  }

  @AfterEach
  void endPlatform() {
    platform().close();
  }

  private void startPlatform(int port) throws IOException, InterruptedException {
    Path journal = folder.resolve("journal-" + journals.size());
    journals.add(journal);
    platform =
        ProcessFixture.java(
            List.of("-Xmx128m"),
            StandInMain.class,
            List.of(
                "--port", "" + port, "--token", StandInSettings.TOKEN, "--journal", "" + journal));
    platform().awaitLine(line -> line.contains("listening"), Duration.ofSeconds(60));
  }

  /** The last line of each may be half written, and was not acknowledged then. */
  private BitSet written() throws IOException {
    BitSet numbers = new BitSet();
    for (Path journal : journals) {
      String text = Files.readString(journal);
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
        String[] fields = line.split("\t", -1);
        if (fields.length == 5 && fields[2].equals("seq")) {
          numbers.set(Integer.parseInt(fields[4]));
        }
      }
    }
    return numbers;
  }
}
