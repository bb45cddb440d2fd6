package io.tidegate.benchmarks.endtoend;

import io.tidegate.benchmarks.endtoend.Bench.ConnectorFile;
import io.tidegate.benchmarks.endtoend.Bench.Outages;
import io.tidegate.benchmarks.endtoend.GatewayUnderTest.StartUpCache;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.wire.LineTime;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.WireSettings.Parity;
import io.tidegate.connector.modbus.wire.WireSettings.Serial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Units on a serial line that are asked for more than it carries: how much of what it could carry,
 * by its characters and silences alone, goes over it.
 */
final class ModbusSerialScenario {

  private static final Serial LINE = new Serial("", 115_200, 8, 1, Parity.EVEN, false);
  private static final LineTime TIME = LineTime.of(LINE, Framing.RTU);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path launcher;
  private final int units;
  private final int registers;

  ModbusSerialScenario(Path launcher, int units, int registers) {
    this.launcher = launcher;
    this.units = units;
    this.registers = registers;
  }

  void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tidegate-line");
    try (SerialUnits line = new SerialUnits(TIME, folder)) {
      double bare = BareClient.rate(line.port(), registers, TIME, Duration.ofSeconds(5));
      measureGateway(line, bare);
    } finally {
      Files.deleteIfExists(folder.resolve("left"));
      Files.deleteIfExists(folder.resolve("right"));
      Files.delete(folder);
    }
  }

  private void measureGateway(SerialUnits line, double bare)
      throws IOException, InterruptedException {
    try (Bench bench = new Bench(Outages.NONE, new ConnectorFile("modbus", file(line.port())));
        TagValues platform =
            new TagValues(bench.north, (tag, value) -> ModbusUnits.address(value) == tag);
        GatewayUnderTest gateway = new GatewayUnderTest(launcher, bench, StartUpCache.ON)) {
      awaitFlow(platform, bench);
      Thread.sleep(Duration.ofSeconds(10)); // what is compiled while it runs is compiled
      measure(line, bare, platform, gateway);
    }
  }

  private void awaitFlow(TagValues platform, Bench bench) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (platform.arrived() < 10L * units * registers) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%d values arrived%n%s".formatted(platform.arrived(), bench.lastWords()));
      }
      Thread.sleep(Duration.ofMillis(20));
    }
  }

  private void measure(SerialUnits line, double bare, TagValues platform, GatewayUnderTest gateway)
      throws IOException, InterruptedException {
    double cpuBefore = gateway.cpuMillis();
    long valuesBefore = platform.arrived();
    long exchangesBefore = line.exchanges();
    Duration lateBefore = line.late();
    Duration betweenBefore = line.between();
    long start = System.nanoTime();
    Thread.sleep(Duration.ofSeconds(Integer.getInteger("seconds", 20)));
    double elapsed = (System.nanoTime() - start) / 1e9;
    long exchanges = line.exchanges() - exchangesBefore;
    double cpu = gateway.cpuMillis() - cpuBefore;
    double late = line.late().minus(lateBefore).toNanos() / 1e9 / exchanges;
    double between = line.between().minus(betweenBefore).toNanos() / 1e9 / exchanges;
    double took = elapsed / exchanges;
    double least = TIME.exchange(Table.HOLDING_REGISTERS.read(0, registers)).toNanos() / 1e9;
    say(
        "modbus-serial, %d units of %d registers: %.1f exchanges/s of the %.1f that %d baud allow,"
            + " %.1f %%; a bare client reached %.1f %%; %.1f %% without what the units were late by"
            + " (%.0f µs each); from answer to"
            + " request %.0f µs beyond the silence; %.1f %% of a core, %.0f µs CPU an exchange, %.0f"
            + " values/s arrived, %d in the wrong place",
        units,
        registers,
        1 / took,
        1 / least,
        LINE.baudRate(),
        least / took * 100,
        bare * least * 100,
        least / (took - late) * 100,
        late * 1e6,
        between * 1e6,
        cpu / elapsed / 10,
        cpu * 1000 / exchanges,
        (platform.arrived() - valuesBefore) / elapsed,
        platform.misplaced());
  }

  private String file(Path port) {
    String slaves =
        IntStream.rangeClosed(1, units)
            .mapToObj(unit -> slave(unit, port))
            .collect(Collectors.joining(","));
    return "{\"master\": {\"slaves\": [" + slaves + "]}}";
  }

  private String slave(int unit, Path port) {
    return """
    {"type": "serial", "method": "rtu", "port": "%s", "baudrate": %d, "parity": "E",
     "byteOrder": "BIG", "wordOrder": "BIG", "unitId": %d, "deviceName": "d%3$d",
     "pollPeriod": 1, "timeseries": [{"tag": "t${address}", "type": "16uint",
     "functionCode": 3, "objectsCount": 1, "address": "0-%d"}]}\
    """
        .formatted(port, LINE.baudRate(), unit, registers - 1);
  }

  @SuppressWarnings("SystemOut") // the figures are what the program is for
  private static void say(String format, Object... arguments) {
    System.out.printf(Locale.ROOT, format + "%n", arguments);
  }
}
