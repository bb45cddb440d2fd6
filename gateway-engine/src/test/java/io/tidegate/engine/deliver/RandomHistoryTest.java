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
import io.tidegate.engine.fixture.Gateway.LogOpener;
import io.tidegate.engine.fixture.ManualPulse;
import io.tidegate.engine.fixture.MemoryLog;
import io.tidegate.engine.ingest.EndpointSink;
import io.tidegate.engine.ingest.LogWatch;
import io.tidegate.engine.ledger.Counts;
import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.ledger.LedgerSnapshot;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.record.StoredRecordCodec;
import io.tidegate.log.LogListener;
import io.tidegate.log.LogSettings;
import io.tidegate.log.RecordLog;
import io.tidegate.log.SegmentRecordLog;
import io.tidegate.log.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
  private final Map<String, Set<Long>> acceptedAttributes = new HashMap<>();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everythingAcceptedIsDeliveredInOrderAndAccountedFor(long seed) throws Exception {
    run(seed, new InMemory());
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26})
  void soItIsWithTheLogOnDisk(long seed) throws Exception {
    run(seed, new OnDisk(folder));
  }

  private void run(long seed, Disk disk) throws Exception {
    Random random = new Random(seed);
    FakePlatform platform = new FakePlatform(seed);
    // Poison is a time series, so that no attribute is missing in the end.
    platform.refuse(record -> record.points().getFirst().value().equals(new Value.Int(POISON)));
    DeliverySettings settings = settings(1 + random.nextInt(20), 5 + random.nextInt(40));
    for (int life = 0; life < 3; life++) {
      try (Gateway gateway = new Gateway(disk, platform, settings)) {
        platform.trouble(0.15);
        platform.up();
        gateway.start();
        accept(gateway, platform, random);
        platform.down();
        disk.kill();
      }
    }
    finish(disk, platform, settings);
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
        default -> {
          if (random.nextInt(3) == 0) {
            platform.awaitSend();
          }
        }
      }
    }
  }

  private UplinkRecord next(String device, Random random) {
    long number = accepted.merge(device, 1L, Long::sum) - 1;
    DataPoint series = DataPoint.timeseries("t", new Value.Int(number));
    DataPoint attribute = DataPoint.attribute("a", new Value.Int(number));
    if (number == POISON || random.nextInt(3) > 0) {
      return record(device, number, series);
    }
    acceptedAttributes.computeIfAbsent(device, _ -> new HashSet<>()).add(number);
    return record(device, number, series, attribute);
  }

  private void finish(Disk disk, FakePlatform platform, DeliverySettings settings)
      throws Exception {
    platform.trouble(0);
    platform.up();
    try (Gateway gateway = new Gateway(disk, platform, settings)) {
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
    assertThat(lastArrivals(attributes)).as("attributes of %s", device).isSorted();
    Set<Long> expectedAttributes = acceptedAttributes.getOrDefault(device, Set.of());
    assertThat(new HashSet<>(attributes)).isEqualTo(expectedAttributes);
    assertThat(attributes).endsWith(Collections.max(expectedAttributes));
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

  /** What was in flight when an earlier one was refused comes again, behind that one. */
  private static List<Long> lastArrivals(List<Long> numbers) {
    return numbers.reversed().stream().distinct().toList().reversed();
  }

  private static List<Long> numbers(List<UplinkRecord> records, Kind kind) {
    return records.stream()
        .flatMap(record -> record.points().stream())
        .filter(point -> point.kind() == kind)
        .map(point -> ((Value.Int) point.value()).value())
        .toList();
  }

  /** Opens the log that the last life left. */
  private interface Disk extends LogOpener {

    /** What is on the disk now is what the next life finds. */
    void kill() throws IOException;
  }

  private static final class InMemory implements Disk {

    private MemoryLog left = new MemoryLog(nobody());
    private MemoryLog open = left;

    @Override
    public RecordLog<StoredRecord> open(LogListener<StoredRecord> listener) {
      open = left.reopen(listener);
      return open;
    }

    @Override
    public void kill() {
      left = open.reopen(nobody());
    }

    private static LogWatch nobody() {
      return new LogWatch(new Ledger(), new ManualPulse());
    }
  }

  private static final class OnDisk implements Disk {

    private final Path folder;
    private int life;

    OnDisk(Path folder) {
      this.folder = folder;
    }

    @Override
    public RecordLog<StoredRecord> open(LogListener<StoredRecord> listener) throws IOException {
      LogSettings settings =
          LogSettings.of(folder.resolve("life" + life))
              .withSegmentBytes(4_000)
              .withSync(new SyncPolicy.Never());
      return SegmentRecordLog.open(settings, new StoredRecordCodec(), listener);
    }

    /** The cursor last, so that it never points beyond what was copied. */
    @Override
    public void kill() throws IOException {
      Path from = folder.resolve("life" + life);
      life++;
      Path to = Files.createDirectories(folder.resolve("life" + life));
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.sorted().toList()) {
          copy(file, to.resolve(file.getFileName()));
        }
      }
    }

    private static void copy(Path file, Path to) throws IOException {
      try {
        Files.copy(file, to);
      } catch (NoSuchFileException e) {
        // Wholly committed since it was listed: the cursor says so.
      }
    }
  }
}
