package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.support.Alarms;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatheringTest {

  private static final long MILLISECOND = 1_000_000;

  private final Gathering gathering = new Gathering(new Alarms("alarms of a test"));

  @Test
  void whoComesFirstWaitsTenMilliseconds() throws Exception {
    assertThat(waitedFor()).isGreaterThanOrEqualTo(10 * MILLISECOND);
  }

  @Test
  void whoComesLaterWaitsForAGatheringOfItsOwn() throws Exception {
    waitedFor();
    assertThat(waitedFor()).isGreaterThanOrEqualTo(10 * MILLISECOND);
  }

  @Test
  void nobodyIsForgotten() throws Exception {
    try (ExecutorService lines = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> waiting = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        waiting.add(
            lines.submit(() -> {
              gathering.await();
              return null;
            }));
      }
      for (Future<?> each : waiting) {
        each.get(10, TimeUnit.SECONDS);
      }
    }
  }

  private long waitedFor() throws InterruptedException {
    long start = System.nanoTime();
    gathering.await();
    return System.nanoTime() - start;
  }
}
