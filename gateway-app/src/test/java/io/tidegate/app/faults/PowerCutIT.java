package io.tidegate.app.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power cuts: of what was written only what was synced is sure to be there afterwards. */
final class PowerCutIT {

  private static final int RATE = 2_000;

  @TempDir private Path folder;

  private final long seed = Long.getLong("tidegate.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void whatTheBrokerWasToldToForgetSurvivesAPowerCut() throws IOException, InterruptedException {
    Rig.say("seed %d (-Dtidegate.seed repeats the moments)", seed);
    try (CutDisk disk = CutDisk.in(folder);
        Rig rig = new Rig(folder)) {
      rig.configuration.dataIn(disk.root().resolve("data"));
      rig.start();
      rig.field.flow(RATE);
      for (int round = 0; round < Rig.ROUNDS; round++) {
        if (round % 3 == 0) {
          rig.platform.comeBack();
        } else {
          rig.platform.goDown();
        }
        rig.field.awaitMore(500 + random.nextInt(3 * RATE));
        disk.cut(rig.gateway());
        Rig.say("power cut at %d, arrived %d", rig.field.published(), rig.arrivals.distinct());
        rig.start();
      }
      rig.platform.comeBack();
      rig.field.awaitMore(RATE);
      rig.field.halt();
      rig.awaitAll();
      rig.arrivals.assertLastMarks(rig.field);
      rig.arrivals.assertTimes(rig.field);
      rig.arrivals.assertNothingOverwritten(rig.field);
      Rig.say(
          "%d rounds: published %d, arrived again %d",
          Rig.ROUNDS, rig.field.published(), rig.arrivals.repeated());
      rig.stop();
    }
  }
}
