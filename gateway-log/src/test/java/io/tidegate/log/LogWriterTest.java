package io.tidegate.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class LogWriterTest {

  @TempDir Path folder;

  // Nobody may wait for ever, nor has anybody to find out by the silence.
  @Test
  @Timeout(30)
  void aBugThatEndsTheWriterIsToldAndLetsEveryAppendFail() throws Exception {
    CapturingListener listener = new CapturingListener();
    LogSettings settings = LogSettings.of(folder);
    try (RecordLog<String> log =
        SegmentRecordLog.open(settings, new TextCodec(), listener, new BrokenClock())) {
      assertThatThrownBy(() -> log.append(List.of("a"))).isInstanceOf(IOException.class);
      assertThat(listener.disk.poll(20, TimeUnit.SECONDS)).isEqualTo("failing");
      assertThatThrownBy(() -> log.append(List.of("b"))).isInstanceOf(IOException.class);
    }
  }

  /** Only the writer asks for the time on the wall once the log is open. */
  private static final class BrokenClock implements LogClock {

    private boolean opened;

    @Override
    public long wallMillis() {
      if (opened) {
        throw new IllegalStateException("bug");
      }
      opened = true;
      return 0;
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }
  }
}
