package io.tidegate.engine.deliver;

import static io.tidegate.engine.fixture.Fixtures.record;
import static io.tidegate.engine.fixture.Fixtures.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.Report;
import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.engine.fixture.FakePlatform;
import io.tidegate.engine.fixture.Gateway;
import io.tidegate.engine.fixture.ManualPulse;
import io.tidegate.engine.fixture.MemoryLog;
import io.tidegate.engine.ingest.EndpointSink;
import io.tidegate.engine.ingest.LogWatch;
import io.tidegate.engine.ledger.Counts;
import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.ledger.LedgerSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promises 1 and 2 under a platform that refuses, throttles, dies and loses acknowledgements at
 * random, and a gateway that is killed now and then.
 */
@Timeout(60)
class RandomHistoryTest {

  private static final int DEVICES = 5;
  private static final long POISON = 77;

  private final Map<String, Long> accepted = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everythingAcceptedIsDeliveredInOrderAndAccountedFor(long seed) throws Exception {
    Random random = new Random(seed);
    FakePlatform platform = new FakePlatform(seed);
    // Poison is a time series, so that no attribute is missing in the end.
    platform.refuse(record -> record.points().getFirst().value().equals(new Value.Int(POISON)));
    DeliverySettings settings = settings(1 + random.nextInt(20), 50 + random.nextInt(200));
    MemoryLog[] disk = {new MemoryLog(nobody())};

    for (int life = 0; life < 3; life++) {
      Gateway gateway = new Gateway(watch -> disk[0] = disk[0].reopen(watch), platform, settings);
      platform.trouble(0.15);
      platform.up();
      gateway.start();
      accept(gateway, platform, random);
      // Killed: what the next life finds is what is on the disk now.
      platform.down();
      MemoryLog killed = disk[0];
      disk[0] = killed.reopen(nobody());
      gateway.close();
    }
    finish(disk, platform, settings);
  }

  private static LogWatch nobody() {
    return new LogWatch(new Ledger(), new ManualPulse());
  }

  private void accept(Gateway gateway, FakePlatform platform, Random random) throws Exception {
    EndpointSink[] sinks = {gateway.connector("a").sink(), gateway.connector("b").sink()};
    for (int i = 0; i < 150; i++) {
      List<Report> reports = new ArrayList<>();
      for (int n = random.nextInt(12); n >= 0; n--) {
        reports.add(Report.of(next("D" + random.nextInt(DEVICES), random)));
      }
      sinks[random.nextInt(2)].accept(reports);
      switch (random.nextInt(60)) {
        case 0 -> platform.down();
        case 1, 2 -> platform.up();
        case 3 -> gateway.loop().reportOwn();
        default -> Thread.yield();
      }
    }
  }

  private UplinkRecord next(String device, Random random) {
    long number = accepted.merge(device, 1L, Long::sum) - 1;
    DataPoint series = DataPoint.timeseries("t", new Value.Int(number));
    DataPoint attribute = DataPoint.attribute("a", new Value.Int(number));
    return number != POISON && random.nextInt(3) == 0
        ? record(device, number, series, attribute)
        : record(device, number, series);
  }

  private void finish(MemoryLog[] disk, FakePlatform platform, DeliverySettings settings)
      throws Exception {
    platform.trouble(0);
    platform.up();
    try (Gateway gateway =
        new Gateway(watch -> disk[0] = disk[0].reopen(watch), platform, settings)) {
      gateway.start();
      await().atMost(Duration.ofSeconds(30)).until(gateway::delivered);
      checkLedger(gateway.ledger().snapshot());
    }
    for (int i = 0; i < DEVICES; i++) {
      String device = "D" + i;
      checkDevice(
          device,
          platform.arrived().stream()
              .filter(record -> record.device().name().equals(device))
              .toList());
    }
  }

  private void checkDevice(String device, List<UplinkRecord> arrived) {
    Set<Long> expected =
        new HashSet<>(LongStream.range(0, accepted.getOrDefault(device, 0L)).boxed().toList());
    expected.remove(POISON);
    assertThat(new HashSet<>(numbers(arrived, Kind.TIMESERIES))).as(device).containsAll(expected);
    List<Long> attributes = numbers(arrived, Kind.ATTRIBUTE);
    assertThat(firstArrivals(attributes)).as("attributes of %s", device).isSorted();
    if (!attributes.isEmpty()) {
      assertThat(attributes.getLast())
          .isEqualTo(attributes.stream().mapToLong(n -> n).max().getAsLong());
    }
  }

  private static void checkLedger(LedgerSnapshot snapshot) {
    Counts total = snapshot.total();
    assertThat(total.balanced()).isTrue();
    assertThat(total.recovered()).isEqualTo(total.delivered() + total.dropped());
    snapshot
        .connectors()
        .forEach(statement -> {
          assertThat(statement.counts().waiting()).isZero();
          statement.devices().values().forEach(c -> assertThat(c.waiting()).isZero());
        });
  }

  private static List<Long> firstArrivals(List<Long> numbers) {
    return numbers.stream().distinct().toList();
  }

  private static List<Long> numbers(List<UplinkRecord> records, Kind kind) {
    return records.stream()
        .flatMap(record -> record.points().stream())
        .filter(point -> point.kind() == kind)
        .map(point -> ((Value.Int) point.value()).value())
        .toList();
  }
}
