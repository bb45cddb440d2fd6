package io.tidegate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.Report;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapturingSinkTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final UplinkRecord RECORD =
      new UplinkRecord(new Device("d", "default"), 1, List.of());

  private final CapturingSink sink = new CapturingSink();

  @Test
  void blocksUntilItIsUnblocked() throws Exception {
    sink.block();
    Thread.ofVirtual().start(this::accept);
    sink.awaitBlocked(1, PATIENCE);
    assertThat(sink.size()).isZero();

    sink.unblock();
    assertThat(sink.next(PATIENCE)).isEqualTo(RECORD);
  }

  @Test
  void failsUntilItIsHealed() throws Exception {
    sink.fail("disk");
    assertThatThrownBy(() -> sink.accept(List.of(Report.of(RECORD)))).hasMessage("disk");
    sink.heal();
    sink.accept(List.of(Report.of(RECORD)));
    assertThat(sink.drain()).containsExactly(RECORD);
  }

  private void accept() {
    try {
      sink.accept(List.of(Report.of(RECORD)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
