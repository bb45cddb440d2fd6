package io.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.Doc;
import io.tidegate.config.gateway.ConfigFolder;
import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.connector.Connector;
import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.downlink.Outlets;
import io.tidegate.engine.ingest.Ingest;
import io.tidegate.engine.ingest.LogWatch;
import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.supervise.Reconnect;
import io.tidegate.engine.time.SystemPulse;
import io.tidegate.log.MemoryRecordLog;
import io.tidegate.log.WhenFull;
import io.tidegate.testkit.CapturingPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectorsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  @TempDir Path parent;

  @Test
  void aChangeThatWaitsForAConnectorThatHangsMakesTheStopNoLonger() throws Exception {
    Hanging hanging = new Hanging();
    TestFolder folder = TestFolder.in(parent, 1);
    GatewayFolder before = read(folder, hanging, 1);
    GatewayFolder after = read(folder, hanging, 2);
    try (SystemPulse pulse = new SystemPulse()) {
      Connectors connectors = connectors(pulse);
      connectors.become(before);
      hanging.opened.await();
      Thread change = Thread.ofPlatform().daemon().start(() -> connectors.become(after));
      hanging.interrupted.await();

      long asked = System.nanoTime();
      connectors.stop();

      assertThat(Duration.ofNanos(System.nanoTime() - asked))
          .isLessThan(PATIENCE.plus(PATIENCE.multipliedBy(3).dividedBy(4)));
      assertThat(change.join(PATIENCE.multipliedBy(5))).isTrue();
      assertThat(connectors.running()).isEmpty();
    } finally {
      hanging.release.countDown();
    }
  }

  private static Connectors connectors(SystemPulse pulse) {
    Ledger ledger = new Ledger();
    LogWatch watch = new LogWatch(ledger, pulse);
    DeviceRegistry registry = new DeviceRegistry(100, pulse);
    Ingest ingest =
        new Ingest(
            new MemoryRecordLog<>(100, WhenFull.DROP_OLDEST, null, watch),
            watch,
            ledger,
            registry,
            new Outlets(registry),
            new CapturingPlatform(),
            pulse);
    Reconnect reconnect =
        Reconnect.within(
            Duration.ofMillis(10), Duration.ofMillis(10), RandomGenerator.getDefault());
    return new Connectors(ingest, reconnect, PATIENCE);
  }

  private static GatewayFolder read(TestFolder folder, Hanging hanging, int number)
      throws IOException {
    folder.write("mqtt.json", "{\"number\": %d}".formatted(number));
    return ConfigFolder.load(folder.path(), folder.environment(), _ -> hanging);
  }

  record HangingConfig(@Doc("Any.") int number) {}

  /** Its sessions do not end when they are asked to. */
  private static final class Hanging implements Connector<HangingConfig>, Endpoint, Session {

    final CountDownLatch opened = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);

    @Override
    public String type() {
      return "mqtt";
    }

    @Override
    public Class<HangingConfig> configType() {
      return HangingConfig.class;
    }

    @Override
    public List<Endpoint> endpoints(HangingConfig config) {
      return List.of(this);
    }

    @Override
    public String name() {
      return "hanging";
    }

    @Override
    public Session open(UplinkSink sink) {
      return this;
    }

    @Override
    public void run() {
      opened.countDown();
      try {
        release.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted.countDown();
        FolderWatchTest.awaitUninterruptibly(release);
      }
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
