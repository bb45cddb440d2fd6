package io.tidegate.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.tidegate.app.logging.LogMonitor;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.OwnTelemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

// core.md §10.2
@Timeout(20)
final class ErrorReportTest {

  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final String ALL = "ALL_ERRORS_COUNT";
  private static final String PLANT = "Plant_ERRORS_COUNT";

  private final HandClock clock = new HandClock();
  private final LoggerContext loggers = new LoggerContext();
  private final LogMonitor monitor = new LogMonitor();
  private final BlockingQueue<Map<String, Long>> told = new LinkedBlockingQueue<>();
  private volatile Answer answer = () -> new Outcome.Accepted();
  private ErrorReport report;

  /** What the platform does with a message. */
  @FunctionalInterface
  private interface Answer {
    Outcome of() throws IOException;
  }

  @BeforeEach
  void connect() throws InterruptedException {
    monitor.setContext(loggers);
    monitor.start();
    loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(monitor);
    report = new ErrorReport(new Channel(), monitor.errors(), clock);
    report.connected();
    clock.advance(Duration.ZERO);
    assertThat(told()).containsExactly(Map.entry(ALL, 0L));
  }

  @AfterEach
  void close() {
    report.close();
  }

  @Test
  void aMinuteAfterTheFirstErrorTheTotalsBeginAtZeroAgain() throws InterruptedException {
    fail("connector.Plant");
    clock.advance(BETWEEN);
    assertThat(told()).containsExactly(Map.entry(ALL, 1L), Map.entry(PLANT, 1L));
    await().until(() -> clock.alarms() == 1);

    clock.advance(MINUTE.dividedBy(2));
    fail("converter.Plant");
    clock.advance(BETWEEN);
    assertThat(told()).containsExactly(Map.entry(ALL, 2L), Map.entry(PLANT, 2L));

    clock.advance(MINUTE.dividedBy(2));
    assertThat(told()).containsExactly(Map.entry(ALL, 0L), Map.entry(PLANT, 0L));
    assertThat(clock.alarms()).as("nothing runs while nothing fails").isZero();

    fail("service");
    clock.advance(BETWEEN);
    assertThat(told())
        .containsExactly(
            Map.entry(ALL, 1L), Map.entry(PLANT, 0L), Map.entry("service_ERRORS_COUNT", 1L));
    await().until(() -> clock.alarms() == 1);
    clock.advance(MINUTE);
    assertThat(told()).containsEntry(ALL, 0L);
  }

  @Test
  void manyErrorsAreOneMessageInFiveSeconds() throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      fail("connector.Plant");
    }
    assertThat(clock.alarms()).isEqualTo(1);
    clock.advance(BETWEEN);
    assertThat(told()).containsEntry(ALL, 1_000L);
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsThrottledIsToldLater() throws InterruptedException {
    answer = () -> new Outcome.Throttled("quota");
    fail("connector.Plant");
    clock.advance(BETWEEN);
    assertThat(told()).containsEntry(ALL, 1L);
    await().until(() -> clock.alarms() == 2);
    answer = Outcome.Accepted::new;
    clock.advance(BETWEEN);
    assertThat(told()).containsEntry(ALL, 1L);
    await().until(() -> clock.alarms() == 1);
  }

  @Test
  void whatHappenedWithoutAConnectionIsToldWithTheNext() throws InterruptedException {
    answer =
        () -> {
          throw new IOException("not connected");
        };
    fail("connector.Plant");
    clock.advance(BETWEEN);
    assertThat(told()).containsEntry(ALL, 1L);
    answer = Outcome.Accepted::new;
    await().until(() -> clock.alarms() == 1);
    report.connected();
    clock.advance(Duration.ZERO);
    assertThat(told()).containsEntry(ALL, 1L);
  }

  private void fail(String logger) {
    loggers.getLogger(logger).error("expected by a test");
  }

  private Map<String, Long> told() throws InterruptedException {
    Map<String, Long> counts = told.poll(10, TimeUnit.SECONDS);
    assertThat(counts).as("told").isNotNull();
    return counts;
  }

  private final class Channel implements OwnChannel {

    @Override
    public Outcome tell(List<OwnTelemetry> moments) throws IOException {
      Map<String, Long> counts = new TreeMap<>();
      for (DataPoint point : moments.getFirst().points()) {
        counts.put(point.key(), ((Value.Int) point.value()).value());
      }
      // First the answer: whoever hears of the message may set the next one.
      Answer current = answer;
      told.add(counts);
      return current.of();
    }

    @Override
    public Outcome tellAttributes(List<DataPoint> points) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Value> shared(List<String> names) {
      throw new UnsupportedOperationException();
    }
  }
}
