package io.tidegate.connector.modbus.server;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.connector.modbus.config.ConfigTexts;
import io.tidegate.connector.modbus.config.MasterConfig;
import io.tidegate.connector.modbus.config.ModbusConfig;
import io.tidegate.connector.modbus.config.ServerConfig;
import io.tidegate.connector.modbus.down.Directory;
import io.tidegate.connector.modbus.down.Neighbours;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.testkit.CapturingSink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A server that runs, and what it reports. */
final class Served implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What the scripts of the peers write and read. */
  static final String VALUES =
      """
      'values': {
        'holding_registers': {
          'attributes': [{'tag': 'name', 'type': 'string', 'address': 1, 'value': 'ON'}],
          'timeseries': [
            {'tag': 'long', 'type': '32uint', 'address': 10, 'objectsCount': 2, 'value': 7},
            {'tag': 'word', 'type': '16uint', 'address': 12, 'divider': 10}],
          'attributeUpdates': [{'tag': 'limit', 'type': '32int', 'functionCode': 6, 'address': 20}],
          'rpc': [
            {'tag': 'setSpeed', 'type': '16int', 'functionCode': 6, 'address': 31, 'value': 22},
            {'tag': 'getSpeed', 'type': '16int', 'functionCode': 3, 'address': 31}]},
        'coils_initializer': {
          'timeseries': [{'tag': 'coils', 'type': 'bits', 'address': 5, 'objectsCount': 3}]},
        'input_registers': {
          'timeseries': [{'tag': 'level', 'type': '16int', 'address': 0, 'value': -3}],
          'attributeUpdates': [{'tag': 'level', 'type': '16int', 'functionCode': 6, 'address': 0}]},
        'discrete_inputs': {
          'attributes': [{'tag': 'door', 'type': 'bits', 'address': 9, 'value': true}]}}
      """;

  final CapturingSink sink = new CapturingSink();
  final Session session;
  private final Thread runner;
  private final Map<String, Value> latest = new TreeMap<>();

  private Served(ModbusServerEndpoint endpoint) throws IOException, InterruptedException {
    session = endpoint.open(sink);
    runner = Thread.ofVirtual().start(this::run);
  }

  private void run() {
    try {
      session.run();
    } catch (IOException | InterruptedException e) {
      // The end of every session.
    }
  }

  private static final Map<String, String> USUAL =
      Map.of(
          "host", "'127.0.0.1'",
          "deviceName", "'plant'",
          "unitId", "3",
          "byteOrder", "'BIG'",
          "wordOrder", "'BIG'",
          "pollPeriod", "3600000",
          "sendDataToThingsBoard", "true");

  /**
   * The configuration with these members of {@code slave}; unless told, it reports once an hour.
   */
  static ServerConfig config(String members) {
    StringBuilder slave = new StringBuilder(members);
    USUAL.forEach((key, value) -> {
      if (!members.contains("'" + key + "'")) {
        slave.append(", '").append(key).append("': ").append(value);
      }
    });
    return Objects.requireNonNull(ConfigTexts.config("{'slave': {" + slave + "}}").slave());
  }

  static Served start(String members) throws IOException, InterruptedException {
    return start(config(members));
  }

  static Served start(ServerConfig config) throws IOException, InterruptedException {
    return new Served(endpoint(config));
  }

  static ModbusServerEndpoint endpoint(ServerConfig config) {
    ModbusConfig alone = new ModbusConfig(new MasterConfig(List.of()), config);
    return new ModbusServerEndpoint(config, new Directory(alone, new Neighbours()));
  }

  static String tcp(int port, String members) {
    return "'port': " + port + ", " + members;
  }

  static Device device() {
    return new Device("plant", "default");
  }

  /** The values of the next report, by key. */
  Map<String, Value> next() throws InterruptedException {
    Map<String, Value> values = new TreeMap<>();
    for (DataPoint point : sink.next(PATIENCE).points()) {
      values.put(point.key(), point.value());
    }
    return values;
  }

  /** Waits until these values, and perhaps others, have been reported as the latest. */
  void awaitReport(Map<String, Value> expected) throws InterruptedException {
    while (!latest.entrySet().containsAll(expected.entrySet())) {
      latest.putAll(next());
    }
  }

  Reply handle(Downlink request) throws Exception {
    return session.handle(request);
  }

  @Override
  public void close() throws IOException {
    session.close();
    runner.interrupt();
    try {
      runner.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
