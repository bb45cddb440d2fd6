package io.tidegate.benchmarks.endtoend;

import io.tidegate.benchmarks.endtoend.Bench.ConnectorFile;
import io.tidegate.benchmarks.endtoend.Bench.Outages;
import io.tidegate.benchmarks.endtoend.GatewayUnderTest.StartUpCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Units of a hundred holding registers, each register a tag of its own, polled once a second; and
 * commands that write a register meanwhile.
 */
final class ModbusScenario {

  private static final int REGISTERS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path launcher;
  private final int devices;

  ModbusScenario(Path launcher, int devices) {
    this.launcher = launcher;
    this.devices = devices;
  }

  void run() throws IOException, InterruptedException {
    try (ModbusUnits units = new ModbusUnits(devices);
        Bench bench = new Bench(Outages.NONE, new ConnectorFile("modbus", file(units.ports())));
        TagValues platform =
            new TagValues(bench.north, (tag, value) -> ModbusUnits.address(value) == tag);
        GatewayUnderTest gateway = new GatewayUnderTest(launcher, bench, StartUpCache.ON)) {
      awaitFlow(platform, bench);
      Thread.sleep(Duration.ofSeconds(15)); // what is compiled while it runs is compiled
      measure(units, platform, gateway);
      write(bench);
      say("  registers read %d, values arrived %d", units.registers(), platform.arrived());
    }
  }

  private void awaitFlow(TagValues platform, Bench bench) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (platform.arrived() < (long) devices * REGISTERS) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%d values arrived%n%s".formatted(platform.arrived(), bench.lastWords()));
      }
      Thread.sleep(Duration.ofMillis(20));
    }
  }

  private void measure(ModbusUnits units, TagValues platform, GatewayUnderTest gateway)
      throws IOException, InterruptedException {
    units.forgetTimes();
    double cpuBefore = gateway.cpuMillis();
    long before = platform.arrived();
    long readsBefore = units.reads();
    long messagesBefore = platform.messages();
    long start = System.nanoTime();
    Thread.sleep(Duration.ofSeconds(Integer.getInteger("seconds", 60)));
    double elapsed = (System.nanoTime() - start) / 1e9;
    double cpu = gateway.cpuMillis() - cpuBefore;
    long values = platform.arrived() - before;
    double[] periods = units.periods();
    say(
        "modbus, %d devices of %d registers: %.0f values/s, %.2f µs CPU a value (%.0f %% of a"
            + " core), %.2f requests a device and second, period p50 %.1f p99 %.1f max %.1f ms, %.0f"
            + " MB, %d values in the wrong place, %.0f values a message",
        devices,
        REGISTERS,
        values / elapsed,
        cpu * 1000 / values,
        cpu / elapsed / 10,
        (units.reads() - readsBefore) / elapsed / devices,
        percentile(periods, 0.5),
        percentile(periods, 0.99),
        percentile(periods, 1),
        gateway.residentMegabytes(),
        platform.misplaced(),
        (double) values / (platform.messages() - messagesBefore));
  }

  private void write(Bench bench) throws InterruptedException {
    try (Commands commands = new Commands(bench, 500)) {
      commands.run(devices, Duration.ofMillis(20));
      say(
          "  500 writes meanwhile: %d unanswered, p50 %.1f ms, p99 %.1f ms, max %.1f ms",
          commands.unanswered(),
          commands.percentile(0.5),
          commands.percentile(0.99),
          commands.percentile(1));
    }
  }

  private static double percentile(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private static String file(List<Integer> ports) {
    String tags =
        IntStream.range(0, REGISTERS)
            .mapToObj(
                """
                {"tag": "t%d", "type": "16uint", "functionCode": 3, "objectsCount": 1, \
                "address": %<d}\
                """
                    ::formatted)
            .collect(Collectors.joining(","));
    String slaves =
        IntStream.range(0, ports.size())
            .mapToObj(i -> slave(i, ports.get(i), tags))
            .collect(Collectors.joining(","));
    return "{\"master\": {\"slaves\": [" + slaves + "]}}";
  }

  private static String slave(int number, int port, String tags) {
    return """
    {"host": "127.0.0.1", "port": %d, "type": "tcp", "method": "socket", "timeout": 5,
     "byteOrder": "BIG", "wordOrder": "BIG", "unitId": 1, "deviceName": "d%d",
     "pollPeriod": 1000, "timeseries": [%s],
     "rpc": [{"tag": "set", "type": "16uint", "functionCode": 6, "objectsCount": 1,
              "address": 200}]}\
    """
        .formatted(port, number, tags);
  }

  @SuppressWarnings("SystemOut") // the figures are what the program is for
  private static void say(String format, Object... arguments) {
    System.out.printf(Locale.ROOT, format + "%n", arguments);
  }
}
