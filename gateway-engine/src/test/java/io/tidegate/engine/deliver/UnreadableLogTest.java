package io.tidegate.engine.deliver;

import static io.tidegate.engine.fixture.Fixtures.settings;
import static io.tidegate.engine.fixture.Numbered.numbers;
import static io.tidegate.engine.fixture.Numbered.store;
import static io.tidegate.engine.fixture.Numbered.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.engine.fixture.Gateway;
import io.tidegate.engine.fixture.MemoryLog;
import io.tidegate.engine.ingest.EndpointSink;
import io.tidegate.engine.ledger.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the log can not give back. */
class UnreadableLogTest extends DeliveryFixture {

  @Test
  void aRecordThatCannotBeReadIsSkippedAndCounted() throws Exception {
    MemoryLog[] disk = new MemoryLog[1];
    try (Gateway gateway =
        new Gateway(w -> disk[0] = new MemoryLog(w), platform, settings(10, NO_OVERTAKING))) {
      store(gateway.connector("c").sink(), "D", 0, 30);
      disk[0].spoil(17);
      gateway.start();
      await().until(gateway::delivered);

      assertThat(numbers(platform.arrived())).hasSize(29).doesNotContain(17L);
      Counts total = gateway.ledger().snapshot().total();
      assertThat(total.dropped()).isEqualTo(1);
      assertThat(total.waiting()).isZero();
    }
  }

  // A bad sector: nothing of its segment can be read any more, but what comes after it can.
  @Test
  void aStretchThatCannotBeReadIsSkippedAndCounted() throws Exception {
    MemoryLog[] disk = new MemoryLog[1];
    try (Gateway gateway =
        new Gateway(w -> disk[0] = new MemoryLog(w), platform, settings(10, NO_OVERTAKING))) {
      store(gateway.connector("c").sink(), "D", 0, 300);
      disk[0].spoil(17, 204);
      gateway.start();
      await().until(gateway::delivered);

      List<Long> rest = new ArrayList<>(upTo(0, 17));
      rest.addAll(upTo(204, 300));
      assertThat(numbers(platform.arrived())).isEqualTo(rest);
      assertThat(gateway.ledger().snapshot().total().dropped()).isEqualTo(187);
    }
  }

  @Test
  void aDiskThatIsAwayForAWhileCostsNothing() throws Exception {
    MemoryLog[] disk = new MemoryLog[1];
    try (Gateway gateway =
        new Gateway(w -> disk[0] = new MemoryLog(w), platform, settings(10, 50))) {
      store(gateway.connector("c").sink(), "D", 0, 300);
      disk[0].spoil(0, Long.MAX_VALUE);
      gateway.start();
      await().until(() -> disk[0].failedReads() > 30);
      disk[0].spoil(-1, -1);
      await().until(gateway::delivered);

      assertThat(numbers(platform.arrived())).containsExactlyInAnyOrderElementsOf(upTo(0, 300));
    }
  }

  // The quota may strike at the very moment when the position is told to the log.
  @Test
  void whatIsDroppedJustBeforeItIsCommittedIsBookedOnce() throws Exception {
    MemoryLog[] disk = new MemoryLog[1];
    try (Gateway gateway =
        new Gateway(w -> disk[0] = new MemoryLog(w), platform, settings(10, NO_OVERTAKING))) {
      store(gateway.connector("c").sink(), "D", 0, 10);
      disk[0].dropBeforeCommit(3);
      gateway.start();
      await().until(() -> gateway.log().committed() == 10);
      await().until(() -> gateway.ledger().snapshot().total().delivered() >= 7);

      Counts total = gateway.ledger().snapshot().total();
      assertThat(total.dropped()).isEqualTo(3);
      assertThat(total.delivered()).isEqualTo(7);
      assertThat(total.waiting()).isZero();
    }
  }

  @Test
  void droppedByQuotaIsNotAlsoDelivered() throws Exception {
    MemoryLog[] disk = new MemoryLog[1];
    try (Gateway gateway =
        new Gateway(w -> disk[0] = new MemoryLog(w), platform, settings(10, NO_OVERTAKING))) {
      disk[0].quota(100);
      EndpointSink sink = gateway.connector("c").sink();
      CountDownLatch held = new CountDownLatch(1);
      platform.answerAfter(held);
      store(sink, "D", 0, 100);
      gateway.start();
      await().until(() -> platform.arrivals() == 40);
      store(sink, "D", 100, 100);
      held.countDown();
      await().until(gateway::delivered);

      Counts total = gateway.ledger().snapshot().total();
      assertThat(total.dropped()).isEqualTo(100);
      assertThat(total.delivered()).isEqualTo(100);
      assertThat(total.waiting()).isZero();
    }
  }
}
