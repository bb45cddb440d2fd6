package io.tidegate.benchmarks.endtoend;

import io.tidegate.benchmarks.endtoend.Bench.Outages;
import io.tidegate.benchmarks.endtoend.GatewayUnderTest.StartUpCache;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Everything that a scenario needs, up and with data flowing. */
final class Rig implements Closeable {

  /** What may be under way before the load waits: enough to keep every stage busy. */
  private static final int UNDER_WAY = 20_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Bench bench;
  final Platform platform;
  final GatewayUnderTest gateway;
  final Field field;
  final long startMillis;

  Rig(Path launcher, int devices, StartUpCache startUpCache)
      throws IOException, InterruptedException {
    this(launcher, devices, startUpCache, Outages.NONE);
  }

  Rig(Path launcher, int devices, StartUpCache startUpCache, Outages outages)
      throws IOException, InterruptedException {
    bench = new Bench(outages, new Bench.ConnectorFile("mqtt", MQTT));
    platform = new Platform(bench.north);
    field = new Field(bench.south, devices);
    long start = System.nanoTime();
    gateway = new GatewayUnderTest(launcher, bench, startUpCache);
    // Published once more and once more until the gateway is there: only from then on the broker
    // keeps a session for it. It keeps it, or a connection that breaks once would take all that is
    // under way with it, and the load would wait for that for ever.
    while (platform.distinct() == 0) {
      field.burst(1);
      Thread.sleep(Duration.ofMillis(10));
      requireAlive(start);
    }
    startMillis = (System.nanoTime() - start) / 1_000_000;
    while (!platform.has(field.published() - 1)) {
      Thread.sleep(Duration.ofMillis(10));
      requireAlive(start);
    }
    platform.missed(field.published() - platform.distinct());
  }

  /** Publishes as fast as the gateway delivers. */
  void flood(Duration duration) throws IOException, InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      if (field.published() - platform.arrived() < UNDER_WAY) {
        field.burst(200);
      } else {
        Thread.sleep(Duration.ofMillis(1));
      }
    }
  }

  /** Waits until everything that was published has arrived. */
  void awaitAll() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (platform.arrived() < field.published()) {
      Thread.sleep(Duration.ofMillis(20));
      requireAlive(start);
    }
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    field.close();
    platform.close();
    bench.close();
  }

  private void requireAlive(long since) throws IOException {
    if (!gateway.isAlive() || System.nanoTime() - since > PATIENCE.toNanos()) {
      throw new IllegalStateException(
          "the gateway %s; published %d, of which the broker has taken %d, arrived %d%n%s%s"
              .formatted(
                  gateway.isAlive() ? "does not deliver" : "has ended",
                  field.published(),
                  field.acknowledged(),
                  platform.arrived(),
                  gateway.isAlive() ? gateway.status() : "",
                  bench.lastWords()));
    }
  }

  private static final String MQTT =
      """
      {
        "broker": {
          "host": "127.0.0.1", "port": SOUTH, "clientId": "gateway", "version": 5,
          "cleanStart": false, "sessionExpiryInterval": 600, "security": {"type": "anonymous"}
        },
        "mapping": [
          {
            "topicFilter": "plant/+/data", "subscriptionQos": 1,
            "converter": {
              "type": "json",
              "deviceInfo": {
                "deviceNameExpressionSource": "topic",
                "deviceNameExpression": "(?<=plant/)(.*?)(?=/data)",
                "deviceProfileExpressionSource": "constant",
                "deviceProfileExpression": "Sensor"
              },
              "attributes": [],
              "timeseries": [
                {"type": "integer", "key": "seq", "value": "${seq}"},
                {"type": "integer", "key": "sent", "value": "${sent}"}
              ]
            }
          }
        ],
        "requestsMapping": {
          "serverSideRpc": [
            {
              "type": "twoWay", "deviceNameFilter": ".*", "methodFilter": "set",
              "requestTopicExpression": "plant/${deviceName}/rpc/request/${requestId}",
              "responseTopicExpression": "plant/${deviceName}/rpc/response/${requestId}",
              "responseTimeout": 10000, "valueExpression": "${params}"
            }
          ]
        }
      }
      """;
}
