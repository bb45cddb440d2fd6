package io.tidegate.engine.ingest;

import static io.tidegate.engine.fixture.Fixtures.record;
import static io.tidegate.engine.fixture.Fixtures.reports;
import static io.tidegate.engine.fixture.Fixtures.timeseries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.Rejection;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.ReportStrategy.Deadband;
import io.tidegate.connector.ReportStrategy.OnChange;
import io.tidegate.connector.ReportStrategy.OnPeriod;
import io.tidegate.connector.ReportStrategy.OnReceived;
import io.tidegate.data.Value;
import io.tidegate.engine.device.DeviceFilter;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.device.KnownDevice;
import io.tidegate.engine.downlink.Outlets;
import io.tidegate.engine.fixture.ManualPulse;
import io.tidegate.engine.fixture.MemoryLog;
import io.tidegate.engine.ledger.Counts;
import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.ledger.LedgerText;
import io.tidegate.engine.ledger.Statement;
import io.tidegate.engine.report.ReportPolicy;
import io.tidegate.engine.supervise.ConnectionState;
import io.tidegate.testkit.CapturingPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ConnectorIngestTest {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final ManualPulse pulse = new ManualPulse();
  private final Ledger ledger = new Ledger();
  private final DeviceRegistry registry = new DeviceRegistry(100, pulse);
  private final LogWatch watch = new LogWatch(ledger, pulse);
  private final MemoryLog log = new MemoryLog(watch);
  private final Ingest ingest =
      new Ingest(
          log, watch, ledger, registry, new Outlets(registry), new CapturingPlatform(), pulse);

  @Test
  void everyReadingIsAccountedForByReason() throws Exception {
    DeviceFilter filter = new DeviceFilter(List.of(Pattern.compile("Spare.*")));
    EndpointSink sink = connector(filter, onChange()).sink();

    sink.accept(
        reports(
            timeseries("A", 1, "k", new Value.Int(1)),
            timeseries("A", 2, "k", new Value.Int(1)),
            timeseries("Spare 1", 1, "k", new Value.Int(1)),
            record("A", 3)));
    sink.rejected(new Rejection("topic", "not JSON", "at 1"));

    Statement statement = statement();
    assertThat(statement.counts().read()).isEqualTo(5);
    assertThat(statement.counts().stored()).isEqualTo(1);
    assertThat(statement.counts().balanced()).isTrue();
    assertThat(statement.filtered())
        .containsEntry("device filter", 1L)
        .containsEntry("report strategy", 1L)
        .containsEntry("no values", 1L);
    assertThat(statement.rejected()).containsEntry("not JSON", 1L);
    assertThat(statement.devices().values()).allMatch(Counts::balanced);
    assertThat(log.end()).isEqualTo(1);
    assertThat(LedgerText.connectors(ledger.snapshot())).contains("not JSON 1");
  }

  // core.md §2.6: a full match of a deny pattern; allow forbids nothing.
  @Test
  void theDeviceFilterMatchesTheWholeName() {
    DeviceFilter filter = new DeviceFilter(List.of(Pattern.compile("Dev")));
    assertThat(filter.admits("Dev")).isFalse();
    assertThat(filter.admits("Dev")).isFalse();
    assertThat(filter.admits("Dev A")).isTrue();
    assertThat(DeviceFilter.ALL.admits("Dev")).isTrue();
  }

  @Test
  void aFailingDiskHoldsTheCallerUntilItHeals() throws Exception {
    EndpointSink sink = connector(DeviceFilter.ALL, new OnReceived()).sink();
    log.fail();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                sink.accept(reports(timeseries("A", 1, "k", new Value.Int(1))));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(caller.join(Duration.ofMillis(50))).isFalse();
    assertThat(watch.failure()).contains("no space left");
    assertThat(log.end()).isZero();

    log.heal();

    assertThat(caller.join(Duration.ofSeconds(15))).isTrue();
    assertThat(watch.failure()).isEmpty();
    assertThat(log.end()).isEqualTo(1);
    assertThat(statement().counts().stored()).isEqualTo(1);
  }

  @Test
  void aStoppedCallerHasStoredNothingAndNothingIsHeldBackBecauseOfIt() throws Exception {
    EndpointSink sink = connector(DeviceFilter.ALL, onChange()).sink();
    log.fail();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                sink.accept(reports(timeseries("A", 1, "k", new Value.Int(1))));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    caller.interrupt();
    caller.join();
    log.heal();

    sink.accept(reports(timeseries("A", 2, "k", new Value.Int(1))));

    assertThat(log.end()).isEqualTo(1);
    assertThat(statement().counts().balanced()).isTrue();
  }

  @Test
  void repetitionsAreCountedApartAndEndWithTheSession() throws Exception {
    EndpointSink sink =
        connector(DeviceFilter.ALL, new OnPeriod(PERIOD, Duration.ofDays(1))).sink();
    sink.accept(reports(timeseries("A", 1, "k", new Value.Int(1))));
    pulse.advance(PERIOD);
    await().until(() -> statement().counts().repeated() == 1);
    await().until(() -> pulse.alarms() == 1);

    sink.changed(
        new ConnectionState.Online(Instant.EPOCH),
        new ConnectionState.Waiting(1, Instant.EPOCH, "lost", ConnectionState.Cure.TIME));
    pulse.advance(PERIOD.multipliedBy(3));
    await().until(() -> pulse.alarms() == 0);

    Counts counts = statement().counts();
    assertThat(counts.repeated()).isEqualTo(1);
    assertThat(counts.stored()).isEqualTo(2);
    assertThat(counts.balanced()).isTrue();
  }

  @Test
  void dataMakesADeviceKnownAndOfflineMakesItUnreachable() throws Exception {
    EndpointSink sink = connector(DeviceFilter.ALL, new OnReceived()).sink();
    sink.accept(reports(timeseries("A", 1, "k", new Value.Int(1))));
    assertThat(registry.announcements())
        .singleElement()
        .satisfies(announcement -> {
          assertThat(announcement.connectorType()).isEqualTo("test");
          assertThat(announcement.connectorName()).isEqualTo("c");
        });

    sink.offline(registry.snapshot().getFirst().device());

    assertThat(registry.announcements()).isEmpty();
    assertThat(registry.snapshot()).extracting(KnownDevice::reachable).containsExactly(false);
  }

  @Test
  void aDeviceThatThePlatformHasDeletedIsReportedAnewAndNotRepeatedBefore() throws Exception {
    EndpointSink changes = connector(DeviceFilter.ALL, onChange()).sink();
    EndpointSink periods =
        connector(DeviceFilter.ALL, new OnPeriod(PERIOD, Duration.ofDays(1))).sink();
    changes.accept(reports(timeseries("A", 1, "k", new Value.Int(1))));
    changes.accept(reports(timeseries("A", 2, "k", new Value.Int(1))));
    periods.accept(reports(timeseries("B", 3, "k", new Value.Int(1))));
    assertThat(log.end()).isEqualTo(2);

    registry.forget("A");
    registry.forget("B");
    pulse.advance(PERIOD.multipliedBy(3));
    changes.accept(reports(timeseries("A", 4, "k", new Value.Int(1))));
    assertThat(log.end()).as("only the new reading of A").isEqualTo(3);
    assertThat(registry.known("A")).isNotNull();
    assertThat(registry.known("B")).isNull();

    changes.accept(reports(timeseries("A", 5, "k", new Value.Int(1))));
    periods.accept(reports(timeseries("B", 6, "k", new Value.Int(1))));
    assertThat(log.end()).isEqualTo(4);
    pulse.advance(PERIOD);
    await().until(() -> log.end() == 5);
  }

  @Test
  void theLatestRejectionsAreKeptForTheUser() {
    ConnectorIngest connector = connector(DeviceFilter.ALL, new OnReceived());
    EndpointSink sink = connector.sink();
    for (int i = 0; i < 200; i++) {
      sink.rejected(new Rejection("topic/" + i, "not JSON", "x".repeat(10_000)));
    }
    List<RejectedReading> kept = connector.rejections();
    assertThat(kept).hasSize(50);
    assertThat(kept.getLast().rejection().source()).isEqualTo("topic/199");
    assertThat(kept.getLast().rejection().detail()).hasSizeLessThan(3_000);
    // One alarm for one summary a minute, however many there were.
    assertThat(pulse.alarms()).isEqualTo(1);
  }

  @Test
  void droppedByTheLogIsBooked() throws Exception {
    EndpointSink sink = connector(DeviceFilter.ALL, onChange()).sink();
    log.quota(2);
    for (int i = 0; i < 5; i++) {
      sink.accept(reports(timeseries("A", i, "k", new Value.Int(i))));
    }
    Statement statement = statement();
    assertThat(statement.counts().dropped()).isEqualTo(3);
    assertThat(statement.counts().waiting()).isEqualTo(2).isEqualTo(log.usage().entries());
    assertThat(statement.dropped()).containsEntry("quota", 3L);
  }

  private ConnectorIngest connector(DeviceFilter filter, ReportStrategy strategy) {
    return ingest.connector(
        new ConnectorSetup("c", "test", filter, new ReportPolicy.Otherwise(strategy)));
  }

  private static OnChange onChange() {
    return new OnChange(Deadband.NONE, Duration.ofDays(1));
  }

  private Statement statement() {
    return ledger.snapshot().connectors().getFirst();
  }
}
