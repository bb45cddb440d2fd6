package io.tidegate.engine.deliver;

import static io.tidegate.engine.fixture.Fixtures.record;
import static io.tidegate.engine.fixture.Fixtures.reports;
import static io.tidegate.engine.fixture.Fixtures.settings;
import static io.tidegate.engine.fixture.Fixtures.timeseries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeliveryLoopTest {

  private static final int NO_OVERTAKING = Integer.MAX_VALUE;

  private final FakePlatform platform = new FakePlatform(1);

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

  // A device that only receives commands would otherwise stay deaf after a reconnect.
  @Test
  void everyReachableDeviceIsAnnouncedOnEveryConnect() throws Exception {
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      gateway.start();
      EndpointSink sink = gateway.connector("c").sink();
      sink.online(new Device("silent", "default"));
      sink.online(new Device("gone", "default"));
      sink.offline(new Device("gone", "default"));
      await().until(() -> platform.events().contains("announce silent"));
      platform.down();
      platform.up();

      await().until(() -> count(platform.events(), "announce silent") == 2);
      List<String> second = platform.events();
      assertThat(second.subList(second.lastIndexOf("open"), second.size()))
          .doesNotContain("announce gone");
    }
  }

  @Test
  void aDeviceIsWithdrawnAfterItsData() throws Exception {
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      EndpointSink sink = gateway.connector("c").sink();
      store(sink, "D", 0, 50);
      gateway.start();
      await().until(gateway::delivered);
      CountDownLatch held = new CountDownLatch(1);
      platform.answerAfter(held);
      store(sink, "D", 50, 1);
      sink.offline(new Device("D", "default"));
      await().until(() -> platform.arrivals() == 51);
      assertThat(platform.events()).doesNotContain("withdraw D");
      held.countDown();

      await().until(() -> platform.events().contains("withdraw D"));
      store(sink, "D", 51, 1);
      await().until(() -> platform.events().getLast().equals("data D"));
      assertThat(platform.events()).endsWith("withdraw D", "announce D", "data D");
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
  void aPoisonousRecordIsPutAsideAndStopsNothing() throws Exception {
    platform.refuse(record -> number(record) == 57 || number(record) == 58);
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      EndpointSink sink = gateway.connector("c").sink();
      store(sink, "D", 0, 200);
      gateway.start();
      await().until(gateway::delivered);

      assertThat(gateway.aside()).extracting(s -> number(s.record())).containsExactly(57L, 58L);
      List<Long> rest = new java.util.ArrayList<>(upTo(0, 200));
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
      List<Long> rest = new java.util.ArrayList<>(upTo(0, 200));
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
      EndpointSink sink = gateway.connector("c").sink();
      store(sink, "D", 0, 1_000);
      CountDownLatch held = new CountDownLatch(1);
      platform.answerAfter(held);
      gateway.start();
      await().until(() -> gateway.loop().status().lanes().size() == 2);
      store(sink, "D", 1_000, 10);
      held.countDown();
      await().until(gateway::delivered);

      assertThat(gateway.aside()).hasSize(1);
      assertThat(gateway.ledger().snapshot().total().delivered()).isEqualTo(1_009);
    }
  }

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

      List<Long> rest = new java.util.ArrayList<>(upTo(0, 17));
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

  // Otherwise the platform would take it for connected for ever.
  @Test
  void aDeviceThatLeftDuringAnOutageIsWithdrawnAfterItsBacklog() throws Exception {
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      EndpointSink sink = gateway.connector("c").sink();
      store(sink, "D", 0, 50);
      sink.offline(new Device("D", "default"));
      gateway.start();
      await().until(() -> platform.events().contains("withdraw D"));

      assertThat(platform.events()).endsWith("data D", "withdraw D");
      assertThat(count(platform.events(), "data D")).isEqualTo(50);
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
            java.time.Duration.ofMillis(100),
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

  private Gateway gateway(int overtakeFrom) throws Exception {
    return new Gateway(MemoryLog::new, platform, settings(10, overtakeFrom));
  }

  private static void store(EndpointSink sink, String device, int from, int count)
      throws InterruptedException {
    UplinkRecord[] records = new UplinkRecord[count];
    for (int i = 0; i < count; i++) {
      records[i] = timeseries(device, from + i, "n", new Value.Int(from + i));
    }
    sink.accept(reports(records));
  }

  private static long count(List<String> events, String event) {
    return events.stream().filter(event::equals).count();
  }

  private static List<Long> upTo(long from, long to) {
    return java.util.stream.LongStream.range(from, to).boxed().toList();
  }

  private static long number(UplinkRecord record) {
    return record.points().getFirst().value() instanceof Value.Int(long number) ? number : -1;
  }

  private static List<Long> numbers(List<UplinkRecord> records) {
    return records.stream().map(DeliveryLoopTest::number).toList();
  }

  private static List<Long> numbers(List<UplinkRecord> records, DataPoint.Kind kind) {
    return records.stream()
        .flatMap(record -> record.points().stream())
        .filter(point -> point.kind() == kind)
        .map(point -> ((Value.Int) point.value()).value())
        .toList();
  }
}
