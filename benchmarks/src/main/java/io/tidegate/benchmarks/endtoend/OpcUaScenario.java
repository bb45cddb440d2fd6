package io.tidegate.benchmarks.endtoend;

import io.tidegate.benchmarks.endtoend.Bench.ConnectorFile;
import io.tidegate.benchmarks.endtoend.Bench.Outages;
import io.tidegate.benchmarks.endtoend.GatewayUnderTest.StartUpCache;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A server (node-opcua, as the tests of the connector have it) whose nodes all change once a second
 * to the number of the change; they are reported as a hundred devices.
 */
final class OpcUaScenario {

  private static final int NODES = 10_000;
  private static final int DEVICES = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path launcher;

  OpcUaScenario(Path launcher) {
    this.launcher = launcher;
  }

  void run() throws IOException, InterruptedException {
    try (Server server = new Server(launcher.resolveSibling("connectors/connector-opcua"));
        Bench bench = new Bench(Outages.NONE, new ConnectorFile("opcua", file(server.port)));
        TagValues platform = new TagValues(bench.north, (tag, value) -> value >= 0);
        GatewayUnderTest gateway = new GatewayUnderTest(launcher, bench, StartUpCache.ON)) {
      long start = System.nanoTime();
      while (platform.arrived() < NODES) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new IllegalStateException(
              "%d values arrived%n%s".formatted(platform.arrived(), bench.lastWords()));
        }
        Thread.sleep(Duration.ofMillis(20));
      }
      say("opcua, %d nodes: all at the platform %.1f s after the start", NODES, seconds(start));
      Thread.sleep(Duration.ofSeconds(20)); // what is compiled while it runs is compiled
      measure(platform, gateway);
    }
  }

  private static void measure(TagValues platform, GatewayUnderTest gateway)
      throws IOException, InterruptedException {
    double cpuBefore = gateway.cpuMillis();
    long before = platform.arrived();
    long start = System.nanoTime();
    Thread.sleep(Duration.ofSeconds(Integer.getInteger("seconds", 60)));
    double elapsed = seconds(start);
    double cpu = gateway.cpuMillis() - cpuBefore;
    long values = platform.arrived() - before;
    say(
        "  changing once a second: %.0f values/s, %.2f µs CPU a value (%.0f %% of a core), %.0f MB",
        values / elapsed, cpu * 1000 / values, cpu / elapsed / 10, gateway.residentMegabytes());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static String file(int port) {
    String mappings =
        IntStream.range(0, DEVICES)
            .mapToObj(OpcUaScenario::mapping)
            .collect(Collectors.joining(","));
    return """
    {"server": {"url": "opc.tcp://127.0.0.1:%d", "timeoutInMillis": 5000,
                "enableSubscriptions": true, "subCheckPeriodInMillis": 100,
                "identity": {"type": "anonymous"}},
     "mapping": [%s]}\
    """
        .formatted(port, mappings);
  }

  private static String mapping(int device) {
    int each = NODES / DEVICES;
    String tags =
        IntStream.range(device * each, (device + 1) * each)
            .mapToObj("{\"key\": \"t%d\", \"type\": \"path\", \"value\": \"${n%<d}\"}"::formatted)
            .collect(Collectors.joining(","));
    return """
    {"deviceNodeSource": "path", "deviceNodePattern": "Root\\\\.Objects\\\\.Plant\\\\.Load",
     "deviceInfo": {"deviceNameExpression": "d%d", "deviceNameExpressionSource": "constant",
                    "deviceProfileExpression": "Sensor",
                    "deviceProfileExpressionSource": "constant"},
     "attributes": [], "timeseries": [%s]}\
    """
        .formatted(device, tags);
  }

  @SuppressWarnings("SystemOut") // the figures are what the program is for
  private static void say(String format, Object... arguments) {
    System.out.printf(Locale.ROOT, format + "%n", arguments);
  }

  /** The server as a process. */
  private static final class Server implements Closeable {

    final int port;
    private final Process process;

    Server(Path connector) throws IOException {
      try (ServerSocket socket = new ServerSocket(0)) {
        port = socket.getLocalPort();
      }
      Path script = connector.resolve("src/test/peers/server.js");
      process =
          new ProcessBuilder(
                  List.of(
                      "node",
                      script.toString(),
                      "--port",
                      Integer.toString(port),
                      "--nodes",
                      Integer.toString(NODES)))
              .redirectErrorStream(true)
              .start();
      BufferedReader output = process.inputReader();
      String line = output.readLine();
      while (line != null && !line.startsWith("ready")) {
        line = output.readLine();
      }
      if (line == null) {
        throw new IOException(script + " does not start; `./tidegate test` installs what it needs");
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
