package io.tidegate.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Missed;
import io.tidegate.connector.Platform;
import io.tidegate.connector.Rejection;
import io.tidegate.connector.Report;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value.Real;
import io.tidegate.testkit.CapturingSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An endpoint that is opened again whenever its session has ended, as the gateway does it. */
final class Supervised implements AutoCloseable, UplinkSink {

  private static final Logger log = LoggerFactory.getLogger(Supervised.class);

  /** The longest first pause of the gateway after a connection was lost. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final CapturingSink values = new CapturingSink();
  private final List<UplinkRecord> records = new ArrayList<>();
  private final List<String> presences = new CopyOnWriteArrayList<>();
  private final Thread thread;

  Supervised(Endpoint endpoint) {
    this.thread = Thread.ofVirtual().start(() -> supervise(endpoint));
  }

  private void supervise(Endpoint endpoint) {
    try {
      while (true) {
        try (Session session = endpoint.open(this)) {
          session.run();
        } catch (IOException e) {
          log.info("the session has ended", e);
          Thread.sleep(PAUSE);
        }
      }
    } catch (InterruptedException e) {
      // The end of the test.
    }
  }

  @Override
  public void accept(List<Report> reports) throws InterruptedException {
    values.accept(reports);
  }

  @Override
  public void rejected(Rejection rejection) {
    values.rejected(rejection);
  }

  @Override
  public void missed(Missed missed) {
    values.missed(missed);
  }

  @Override
  public void online(Device device) {
    presences.add(device.name() + " online");
  }

  @Override
  public void offline(Device device) {
    presences.add(device.name() + " offline");
  }

  @Override
  public Platform platform() {
    return values.platform();
  }

  List<Rejection> rejections() {
    return values.rejections();
  }

  /** What the platform was told of a device, in order. */
  List<String> presences(String device) {
    return presences.stream().filter(told -> told.startsWith(device + " ")).toList();
  }

  private synchronized List<UplinkRecord> records() {
    records.addAll(values.drain());
    return List.copyOf(records);
  }

  /** The numbers that a key has had, as they came. */
  List<Integer> numbers(String device, String key) {
    return records().stream()
        .filter(record -> record.device().name().equals(device))
        .flatMap(record -> record.points().stream())
        .filter(point -> point.key().equals(key))
        .map(DataPoint::value)
        .map(value -> value instanceof Real(double number) ? (int) number : -1)
        .toList();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      assertThat(thread.join(Duration.ofSeconds(20))).as("ends when interrupted").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
