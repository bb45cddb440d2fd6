package io.tidegate.engine.deliver;

import static io.tidegate.engine.fixture.Fixtures.record;
import static io.tidegate.engine.fixture.Fixtures.reports;
import static io.tidegate.engine.fixture.Fixtures.settings;
import static io.tidegate.engine.fixture.Numbered.count;
import static io.tidegate.engine.fixture.Numbered.numbers;
import static io.tidegate.engine.fixture.Numbered.store;
import static io.tidegate.engine.fixture.Numbered.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.engine.fixture.FakePlatform;
import io.tidegate.engine.fixture.Gateway;
import io.tidegate.engine.fixture.MemoryLog;
import io.tidegate.engine.ingest.EndpointSink;
import io.tidegate.engine.ledger.Counts;
import io.tidegate.engine.supervise.ConnectionState.Cure;
import io.tidegate.engine.supervise.ConnectionState.Online;
import io.tidegate.engine.supervise.ConnectionState.Waiting;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.DownlinkHandler;
import io.tidegate.uplink.Uplink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How the log is emptied. */
class DeliveryLoopTest extends DeliveryFixture {

  @Test
  void whatIsStoredIsDeliveredAndCommitted() throws Exception {
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      gateway.start();
      EndpointSink sink = gateway.connector("c").sink();
      store(sink, "D", 0, 100);

      await().until(gateway::delivered);

      assertThat(numbers(platform.arrived())).containsExactlyElementsOf(upTo(0, 100));
      Counts total = gateway.ledger().snapshot().total();
      assertThat(total.delivered()).isEqualTo(100);
      assertThat(total.waiting()).isZero();
      assertThat(gateway.loop().status().lag()).isZero();
    }
  }

  @Test
  void theGatewayTellsOfItselfOnEveryConnect() throws Exception {
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      gateway.start();
      await().until(() -> platform.own().size() == 1);
      platform.down();
      platform.up();
      await().until(() -> platform.own().size() == 2);
      gateway.loop().reportOwn();
      await().until(() -> platform.own().size() == 3);
    }
  }

  @Test
  void liveDataOvertakesABacklogAndEachRecordArrivesOnce() throws Exception {
    try (Gateway gateway = gateway(1_000)) {
      EndpointSink sink = gateway.connector("c").sink();
      CountDownLatch held = new CountDownLatch(1);
      for (int i = 0; i < 100; i++) {
        store(sink, "D", i * 100, 100);
      }
      platform.answerAfter(held);
      gateway.start();
      await().until(() -> platform.arrivals() >= 20);
      store(sink, "D", 10_000, 10);

      // The backlog gets no answers, so only what overtakes it can come.
      await().until(() -> numbers(platform.arrived()).contains(10_009L));
      assertThat(platform.arrivals()).isLessThan(1_000);
      held.countDown();
      await().until(gateway::delivered);

      List<Long> arrived = numbers(platform.arrived());
      assertThat(arrived).hasSize(10_010);
      assertThat(arrived).containsExactlyInAnyOrderElementsOf(upTo(0, 10_010));
      assertThat(arrived.stream().filter(n -> n < 10_000)).isSorted();
      assertThat(arrived.stream().filter(n -> n >= 10_000)).isSorted();
      assertThat(gateway.loop().status().lanes()).hasSize(1);
      assertThat(gateway.ledger().snapshot().total().delivered()).isEqualTo(10_010);
    }
  }

  @Test
  void attributesAreNeverOvertaken() throws Exception {
    try (Gateway gateway = gateway(200)) {
      EndpointSink sink = gateway.connector("c").sink();
      for (int i = 0; i < 2_000; i++) {
        sink.accept(
            reports(
                record(
                    "D",
                    i,
                    DataPoint.attribute("a", new Value.Int(i)),
                    DataPoint.timeseries("t", new Value.Int(i)))));
        if (i == 500) {
          gateway.start();
        }
      }
      await().until(gateway::delivered);

      assertThat(numbers(platform.arrived(), DataPoint.Kind.ATTRIBUTE)).isEqualTo(upTo(0, 2_000));
      assertThat(numbers(platform.arrived(), DataPoint.Kind.TIMESERIES))
          .containsExactlyInAnyOrderElementsOf(upTo(0, 2_000));
    }
  }

  @Test
  void afterACrashSomeRecordsComeTwiceButNoneIsMissing() throws Exception {
    MemoryLog[] disk = new MemoryLog[1];
    try (Gateway gateway =
        new Gateway(w -> disk[0] = new MemoryLog(w), platform, settings(10, 50))) {
      store(gateway.connector("c").sink(), "D", 0, 200);
      gateway.start();
      await().until(() -> platform.arrivals() >= 30);
      MemoryLog killed = disk[0];
      CountDownLatch never = new CountDownLatch(1);
      platform.answerAfter(never);
      try (Gateway next =
          new Gateway(w -> killed.reopen(w), new FakePlatform(2), settings(10, 50))) {
        assertThat(next.ledger().snapshot().total().recovered())
            .isEqualTo(next.log().end() - next.log().committed());
      }
      platform.down();
      try (Gateway next = new Gateway(w -> killed.reopen(w), platform, settings(10, 50))) {
        platform.answerAfter(new CountDownLatch(0));
        platform.up();
        next.start();
        await().until(next::delivered);
        assertThat(numbers(platform.arrived())).containsAll(upTo(0, 200));
        Counts total = next.ledger().snapshot().total();
        assertThat(total.delivered()).isEqualTo(total.recovered());
        assertThat(total.waiting()).isZero();
      }
    }
  }

  @Test
  void aCleanStopWaitsForAcknowledgementsAndCommitsThem() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    platform.answerAfter(held);
    MemoryLog[] disk = new MemoryLog[1];
    try (Gateway gateway =
        new Gateway(w -> disk[0] = new MemoryLog(w), platform, settings(10, NO_OVERTAKING))) {
      store(gateway.connector("c").sink(), "D", 0, 10);
      gateway.start();
      await().until(() -> platform.arrivals() == 10);
      Thread.ofVirtual()
          .start(() -> {
            await().until(() -> platform.events().contains("data D"));
            held.countDown();
          });
    }
    assertThat(disk[0].committed()).isEqualTo(10);
  }

  @Test
  void aRefusedPasswordIsShownAndTriedAgain() throws Exception {
    CountDownLatch tries = new CountDownLatch(3);
    Uplink refusing =
        new Uplink() {
          @Override
          public String name() {
            return "refusing";
          }

          @Override
          public Delivery open(DownlinkHandler downlinks) {
            tries.countDown();
            throw new ConfigurationException("bad access token");
          }
        };
    try (Gateway gateway = new Gateway(MemoryLog::new, refusing, settings(10, 10))) {
      gateway.start();
      tries.await();
      await()
          .until(() ->
              gateway.loop().state() instanceof Waiting(_, _, var cause, var cure)
                  && cure == Cure.USER
                  && cause.equals("bad access token"));
    }
  }

  // A platform that takes everything and confirms nothing looks alive.
  @Test
  void aPlatformThatNeverAnswersIsLeftAndTriedAgain() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    platform.answerAfter(never);
    DeliverySettings usual = settings(10, NO_OVERTAKING);
    DeliverySettings impatient =
        new DeliverySettings(
            10,
            1_000,
            4,
            NO_OVERTAKING,
            usual.linger(),
            usual.commitEvery(),
            Duration.ofMillis(100),
            usual.drain(),
            usual.reconnect(),
            usual.throttled(),
            usual.refused());
    try (Gateway gateway = new Gateway(MemoryLog::new, platform, impatient)) {
      gateway.start();
      store(gateway.connector("c").sink(), "D", 0, 1);
      await().until(() -> count(platform.events(), "open") >= 2);
      platform.answerAfter(new CountDownLatch(0));
      await().until(gateway::delivered);
      assertThat(gateway.loop().state()).isInstanceOf(Online.class);
    }
  }
}
