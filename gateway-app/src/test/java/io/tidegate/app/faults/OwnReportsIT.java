package io.tidegate.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testkit.faults.ProcessFixture;
import io.tidegate.testkit.thingsboard.ReceivedDevice;
import io.tidegate.testkit.thingsboard.StandInSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway tells of itself, as a process. */
final class OwnReportsIT {

  @TempDir private Path folder;

  @Test
  void statisticsAndRemoteLoggingAtDebugCostAnIdleGatewayNothing()
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.configuration.thingsboard().putObject("statistics").put("enable", true);
      rig.platform.setShared(StandInSettings.GATEWAY, Map.of("RemoteLoggingLevel", "DEBUG"));
      ProcessFixture gateway = rig.start();
      Rig.awaitThat("statistics", () -> has(rig, "connectorsStats"));
      Rig.awaitThat("error counters", () -> has(rig, "ALL_ERRORS_COUNT"));
      Rig.awaitThat("log lines", () -> has(rig, "SERVICE_LOGS"));
      rig.field.publish(100);
      rig.awaitAll();

      long lines = count(rig, "LOGS");
      Duration before = gateway.cpuTime();
      long start = System.nanoTime();
      Awaitility.await()
          .during(Duration.ofSeconds(8))
          .atMost(Duration.ofSeconds(60))
          .until(() -> count(rig, "LOGS") <= lines + 20);
      Duration used = gateway.cpuTime().minus(before);
      Duration passed = Duration.ofNanos(System.nanoTime() - start);
      Rig.say(
          "%d ms of nothing to do took %d ms of processor time",
          passed.toMillis(), used.toMillis());
      assertThat(used).isLessThan(passed.dividedBy(10));

      rig.platform.cutConnections();
      Rig.awaitThat("what was logged meanwhile comes later", () -> has(rig, "CONNECTION_LOGS"));
    }
  }

  private static boolean has(Rig rig, String key) {
    return count(rig, key) > 0;
  }

  private static long count(Rig rig, String key) {
    Optional<ReceivedDevice> gateway = rig.platform.received().find(StandInSettings.GATEWAY);
    return gateway.filter(device -> device.timeseriesKeys().contains(key)).isPresent()
        ? gateway.orElseThrow().timeseries(key).count()
        : 0;
  }
}
