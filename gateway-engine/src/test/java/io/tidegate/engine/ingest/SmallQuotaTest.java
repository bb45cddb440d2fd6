package io.tidegate.engine.ingest;

import static io.tidegate.engine.fixture.Fixtures.timeseries;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Report;
import io.tidegate.connector.ReportStrategy.OnReceived;
import io.tidegate.data.Value;
import io.tidegate.engine.device.DeviceFilter;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.downlink.Outlets;
import io.tidegate.engine.fixture.Fixtures;
import io.tidegate.engine.fixture.ManualPulse;
import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.ledger.Statement;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.record.StoredRecordCodec;
import io.tidegate.engine.report.ReportPolicy;
import io.tidegate.log.LogSettings;
import io.tidegate.log.RecordLog.Entry;
import io.tidegate.log.SegmentRecordLog;
import io.tidegate.log.WhenFull;
import io.tidegate.testkit.CapturingPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is handed over at once may be larger than the whole log (LOG-37). */
@Timeout(20)
class SmallQuotaTest {

  private static final int READINGS = 1_000;

  @TempDir Path folder;

  private final ManualPulse pulse = new ManualPulse();
  private final Ledger ledger = new Ledger();
  private final LogWatch watch = new LogWatch(ledger, pulse);

  @Test
  void withBlockNothingOfItIsLostButWhatIsLargerThanTheLogAllAlone() throws Exception {
    List<Report> reports = new ArrayList<>();
    for (int i = 0; i < READINGS; i++) {
      String text = i == 500 ? "x".repeat(10_000) : "x".repeat(100);
      reports.addAll(Fixtures.reports(timeseries("A", i, "k", new Value.Text(text))));
    }
    LogSettings settings =
        LogSettings.of(folder).withQuotaBytes(8_000).withWhenFull(WhenFull.BLOCK);
    try (var log = SegmentRecordLog.open(settings, new StoredRecordCodec(), watch);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      DeviceRegistry registry = new DeviceRegistry(100, pulse);
      Ingest ingest =
          new Ingest(
              log, watch, ledger, registry, new Outlets(registry), new CapturingPlatform(), pulse);
      EndpointSink sink = ingest.connector(setup()).sink();
      Future<?> accepting =
          threads.submit(() -> {
            sink.accept(reports);
            return null;
          });

      List<Long> times = new ArrayList<>();
      while (times.size() < READINGS - 1) {
        for (Entry<StoredRecord> entry :
            log.read(log.committed(), 10, 1 << 20, Duration.ofSeconds(10))) {
          times.add(entry.value().record().timestamp());
          log.commit(entry.offset() + 1);
        }
      }
      accepting.get(10, TimeUnit.SECONDS);

      assertThat(times).isSorted().doesNotHaveDuplicates().doesNotContain(500L);
    }
    Statement statement = ledger.snapshot().connectors().getFirst();
    assertThat(statement.counts().stored()).isEqualTo(READINGS - 1);
    assertThat(statement.counts().dropped()).isZero();
    assertThat(statement.rejected()).containsEntry("does not fit into the log", 1L);
    assertThat(statement.counts().balanced()).isTrue();
  }

  private static ConnectorSetup setup() {
    return new ConnectorSetup(
        "c", "test", DeviceFilter.ALL, new ReportPolicy.Otherwise(new OnReceived()));
  }
}
