package io.tidegate.app.telemetry;

import io.tidegate.app.logging.ErrorCounts;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.engine.time.Pulse;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.OwnTelemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how many errors were logged in the current minute or so, when that has changed, at most
 * every five seconds. While nothing is logged nothing runs.
 */
final class ErrorReport implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ErrorReport.class);

  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final String ALL = "ALL_ERRORS_COUNT";

  private final OwnChannel channel;
  private final ErrorCounts counts;
  private final Pulse pulse;
  private final AtomicBoolean looksLater = new AtomicBoolean();
  private Map<String, Long> base = Map.of();
  private Map<String, Long> told = Map.of();
  private boolean resets;
  private volatile boolean closed;

  ErrorReport(OwnChannel channel, ErrorCounts counts, Pulse pulse) {
    this.channel = channel;
    this.counts = counts;
    this.pulse = pulse;
    counts.listen(this::lookLater);
  }

  /** Tells also that there were none, so that the platform's page does not show those of old. */
  void connected() {
    lookLater(Duration.ZERO);
  }

  @Override
  public void close() {
    closed = true;
    counts.listen(() -> {});
  }

  private void lookLater() {
    lookLater(BETWEEN);
  }

  private void lookLater(Duration delay) {
    if (looksLater.compareAndSet(false, true)) {
      pulse.after(delay, () -> Thread.ofVirtual().name("error-counters").start(this::look));
    }
  }

  private void look() {
    looksLater.set(false);
    try {
      tell();
    } catch (IOException e) {
      log.debug("the error counters are not told now: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void tell() throws IOException, InterruptedException {
    Map<String, Long> now = current();
    if (closed) {
      return;
    }
    if (!resets && now.getOrDefault(ALL, 0L) > 0) {
      resets = true;
      pulse.after(KEPT, () -> Thread.ofVirtual().name("error-counters").start(this::reset));
    }
    if (now.equals(told)) {
      return;
    }
    List<DataPoint> points = new ArrayList<>();
    now.forEach((key, count) -> points.add(DataPoint.timeseries(key, new Value.Int(count))));
    if (channel.tell(List.of(new OwnTelemetry(pulse.millis(), points)))
        instanceof Outcome.Throttled) {
      lookLater();
    } else {
      told = now;
    }
  }

  private synchronized void reset() {
    resets = false;
    base = counts.byKey();
    look();
  }

  /** By key, of all that have ever had an error: the platform keeps showing what it was told. */
  private Map<String, Long> current() {
    Map<String, Long> current = new TreeMap<>();
    counts.byKey().forEach((key, count) -> current.put(key, count - base.getOrDefault(key, 0L)));
    current.put(ALL, current.values().stream().mapToLong(Long::longValue).sum());
    return current;
  }
}
