package io.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.time.SystemPulse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderWatchTest {

  @TempDir Path folder;

  @Test
  void aChangeThatTakesLongDoesNotKeepTheWatchFromEnding() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (SystemPulse pulse = new SystemPulse()) {
      FolderWatch watch =
          new FolderWatch(
              folder,
              Duration.ofMillis(10),
              pulse,
              () -> {
                began.countDown();
                awaitUninterruptibly(release);
              });
      Files.writeString(folder.resolve("new.json"), "{}");
      began.await();
      Thread closing = Thread.ofVirtual().start(watch::close);
      assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
    } finally {
      release.countDown();
    }
  }

  static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // What hangs does not care.
      }
    }
  }
}
