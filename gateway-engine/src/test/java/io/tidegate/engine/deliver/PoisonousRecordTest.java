package io.tidegate.engine.deliver;

import static io.tidegate.engine.fixture.Fixtures.record;
import static io.tidegate.engine.fixture.Numbered.count;
import static io.tidegate.engine.fixture.Numbered.number;
import static io.tidegate.engine.fixture.Numbered.numbers;
import static io.tidegate.engine.fixture.Numbered.store;
import static io.tidegate.engine.fixture.Numbered.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.engine.fixture.Gateway;
import io.tidegate.engine.ingest.EndpointSink;
import io.tidegate.engine.ledger.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Records that the platform refuses, or closes the connection on. */
class PoisonousRecordTest extends DeliveryFixture {

  @Test
  void aPoisonousRecordIsPutAsideAndStopsNothing() throws Exception {
    platform.refuse(record -> number(record) == 57 || number(record) == 58);
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      EndpointSink sink = gateway.connector("c").sink();
      store(sink, "D", 0, 200);
      gateway.start();
      await().until(gateway::delivered);

      assertThat(gateway.aside()).extracting(s -> number(s.record())).containsExactly(57L, 58L);
      List<Long> rest = new ArrayList<>(upTo(0, 200));
      rest.removeAll(List.of(57L, 58L));
      assertThat(numbers(platform.arrived())).containsAll(rest);
      Counts total = gateway.ledger().snapshot().total();
      assertThat(total.delivered()).isEqualTo(198);
      assertThat(total.dropped()).isEqualTo(2);
      assertThat(gateway.ledger().snapshot().connectors().getFirst().dropped())
          .containsEntry("refused", 2L);
    }
  }

  // MQTT 3.1.1 has no other way to refuse.
  @Test
  void aRecordOnWhichThePlatformHangsUpIsPutAsideAndStopsNothing() throws Exception {
    platform.hangUpOn(record -> Set.of(0L, 57L, 58L).contains(number(record)));
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      EndpointSink sink = gateway.connector("c").sink();
      store(sink, "D", 0, 200);
      gateway.start();
      await().until(gateway::delivered);

      assertThat(gateway.aside()).extracting(s -> number(s.record())).containsExactly(0L, 57L, 58L);
      List<Long> rest = new ArrayList<>(upTo(0, 200));
      rest.removeAll(List.of(0L, 57L, 58L));
      assertThat(numbers(platform.arrived())).containsAll(rest);
      assertThat(gateway.ledger().snapshot().total().delivered()).isEqualTo(197);
    }
  }

  // One that has no right to send anything looks the same, and waits for its rights.
  @Test
  void whileThePlatformHangsUpOnEverythingNothingIsPutAside() throws Exception {
    platform.hangUpOn(record -> true);
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      store(gateway.connector("c").sink(), "D", 0, 50);
      gateway.start();
      await().until(() -> count(platform.events(), "open") > 60);
      platform.hangUpOn(record -> false);
      await().until(gateway::delivered);

      assertThat(gateway.aside()).isEmpty();
      assertThat(gateway.ledger().snapshot().total().delivered()).isEqualTo(50);
    }
  }

  @Test
  void theOnlyRecordThereIsIsNotPutAsideBeforeAnotherWasTaken() throws Exception {
    platform.hangUpOn(record -> number(record) == 0);
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      EndpointSink sink = gateway.connector("c").sink();
      store(sink, "D", 0, 1);
      gateway.start();
      await().until(() -> count(platform.events(), "open") > 30);
      assertThat(gateway.aside()).isEmpty();
      store(sink, "D", 1, 1);
      await().until(gateway::delivered);

      assertThat(gateway.aside()).hasSize(1);
    }
  }

  @Test
  void aPoisonousRecordInTheLiveLaneIsLeftToTheOrderedOne() throws Exception {
    platform.refuse(record -> number(record) == 1_005);
    try (Gateway gateway = gateway(500)) {
      backlogAndLiveData(gateway);
      await().until(gateway::delivered);

      assertThat(gateway.aside()).hasSize(1);
      assertThat(gateway.ledger().snapshot().total().delivered()).isEqualTo(1_009);
    }
  }

  @Test
  void aRecordInTheLiveLaneOnWhichThePlatformHangsUpIsPutAsideAndStopsNothing() throws Exception {
    platform.hangUpOn(record -> number(record) == 1_005);
    try (Gateway gateway = gateway(500)) {
      backlogAndLiveData(gateway);
      await().until(gateway::delivered);

      assertThat(gateway.aside()).extracting(s -> number(s.record())).containsExactly(1_005L);
      assertThat(gateway.ledger().snapshot().total().delivered()).isEqualTo(1_009);
    }
  }

  /** Gives a backlog of 1,000 records, and 10 more that go ahead of it. */
  private void backlogAndLiveData(Gateway gateway) throws Exception {
    EndpointSink sink = gateway.connector("c").sink();
    store(sink, "D", 0, 1_000);
    CountDownLatch held = new CountDownLatch(1);
    platform.answerAfter(held);
    gateway.start();
    await().until(() -> gateway.loop().status().lanes().size() == 2);
    store(sink, "D", 1_000, 10);
    held.countDown();
  }
}
