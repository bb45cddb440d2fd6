package io.tidegate.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.testkit.CapturingSink;
import io.tidegate.testkit.RunningSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A running session of the OPC-UA connector, and what it has reported. */
final class Running implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CapturingSink sink;
  private final RunningSession running;
  private final Map<String, Value> latest = new HashMap<>();
  private final List<UplinkRecord> records = new ArrayList<>();

  private Running(Session session, CapturingSink sink) {
    this.running = new RunningSession(session);
    this.sink = sink;
  }

  static Running start(String config) throws IOException, InterruptedException {
    return of(endpoint(config), new CapturingSink());
  }

  static Endpoint endpoint(String config) {
    return new OpcUaConnector()
        .endpoints(ConfigTexts.config(config), Path.of("target/opcua-test"))
        .getFirst();
  }

  static Running of(Endpoint endpoint, CapturingSink sink)
      throws IOException, InterruptedException {
    return new Running(endpoint.open(sink), sink);
  }

  CapturingSink sink() {
    return sink;
  }

  Session session() {
    return running.session();
  }

  /** All records so far. */
  List<UplinkRecord> records() {
    for (UplinkRecord record : sink.drain()) {
      records.add(record);
      for (DataPoint point : record.points()) {
        latest.put(record.device().name() + " " + point.key(), point.value());
      }
    }
    return List.copyOf(records);
  }

  /** The latest value of a key of a device. */
  @Nullable Value latest(String device, String key) {
    records();
    return latest.get(device + " " + key);
  }

  /** Waits until a key has a value. */
  void await(String device, String key, Value value) {
    Awaitility.await(device + " " + key)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(latest(device, key)).isEqualTo(value));
  }

  /** The values that a key has had, as they came. */
  List<Value> values(String device, String key) {
    return points(device, key).map(DataPoint::value).toList();
  }

  private Stream<DataPoint> points(String device, String key) {
    return records().stream()
        .filter(record -> record.device().name().equals(device))
        .flatMap(record -> record.points().stream())
        .filter(point -> point.key().equals(key));
  }

  /** The times that a key has had values of. */
  List<Long> times(String device, String key) {
    return records().stream()
        .filter(record -> record.device().name().equals(device))
        .filter(record -> record.points().stream().anyMatch(point -> point.key().equals(key)))
        .map(UplinkRecord::timestamp)
        .toList();
  }

  Reply rpc(String device, String method, String params) throws IOException, InterruptedException {
    return session().handle(new RpcRequest(device(device), 1, method, json(params), null));
  }

  Reply connectorRpc(String method, String params) throws IOException, InterruptedException {
    return session().handle(new ConnectorRequest(1, method, json(params), null));
  }

  Reply update(String device, Map<String, Value> values) throws IOException, InterruptedException {
    return session().handle(new AttributeUpdate(device(device), values, List.of()));
  }

  /** A text in quotes is a text; anything else JSON. */
  private static Value json(String text) {
    return text.startsWith("\"")
        ? new Value.Text(text.substring(1, text.length() - 1))
        : new Value.Json(text);
  }

  private static Device device(String name) {
    return new Device(name, "default");
  }

  /** How the session ended by itself. */
  Exception end(Duration patience) throws Exception {
    return running.end(patience);
  }

  boolean hasEnded() {
    return running.hasEnded();
  }

  @Override
  public void close() throws IOException {
    running.close();
  }
}
