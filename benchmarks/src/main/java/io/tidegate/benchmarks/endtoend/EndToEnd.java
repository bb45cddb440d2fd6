package io.tidegate.benchmarks.endtoend;

import io.tidegate.benchmarks.endtoend.Bench.Outages;
import io.tidegate.benchmarks.endtoend.GatewayUnderTest.StartUpCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The end-to-end benchmark: {@code EndToEnd <launcher> [scenario …]}. Scenarios: {@code start},
 * {@code idle}, {@code latency}, {@code sustained}, {@code devices}, {@code many}, {@code
 * commands}, {@code outage}, {@code backlog}, {@code modbus}, {@code modbus-many}, {@code
 * modbus-serial}, {@code opcua}; all of them without an argument.
 */
public final class EndToEnd {

  private final Path launcher;

  private EndToEnd(Path launcher) {
    this.launcher = launcher;
  }

  /** Runs the scenarios and prints a line for each figure. */
  public static void main(String[] args) throws IOException, InterruptedException {
    EndToEnd bench = new EndToEnd(Path.of(args[0]).toAbsolutePath());
    List<String> scenarios = List.of(args).subList(1, args.length);
    for (String scenario :
        scenarios.isEmpty()
            ? List.of(
                "start",
                "idle",
                "latency",
                "sustained",
                "devices",
                "many",
                "commands",
                "outage",
                "backlog",
                "modbus",
                "modbus-many",
                "modbus-serial",
                "opcua")
            : scenarios) {
      bench.run(scenario);
    }
    // Threads of the client library may outlive their client.
    System.exit(0);
  }

  private void run(String scenario) throws IOException, InterruptedException {
    switch (scenario) {
      case "start" -> start();
      case "idle" -> idle();
      case "latency" -> latency();
      case "sustained" -> sustained(10, Integer.getInteger("seconds", 60));
      case "devices" -> sustained(1000, Integer.getInteger("seconds", 60));
      case "many" -> sustained(10_000, Integer.getInteger("seconds", 60));
      case "commands" -> commands();
      case "outage" -> outage();
      case "backlog" -> backlog(1_000_000);
      case "modbus" -> new ModbusScenario(launcher, 100).run();
      case "modbus-many" -> new ModbusScenario(launcher, 1000).run();
      case "modbus-serial" -> modbusSerial();
      case "opcua" -> new OpcUaScenario(launcher).run();
      default -> throw new IllegalArgumentException("no scenario " + scenario);
    }
  }

  private void modbusSerial() throws IOException, InterruptedException {
    new ModbusSerialScenario(launcher, 1, 1).run();
    new ModbusSerialScenario(launcher, 8, 10).run();
    new ModbusSerialScenario(launcher, 8, 100).run();
  }

  private void start() throws IOException, InterruptedException {
    for (StartUpCache cache : StartUpCache.values()) {
      for (int i = 0; i < 3; i++) {
        try (Rig rig = new Rig(launcher, 1, cache)) {
          say(
              "start, cache %s: data at the platform %d ms after the start",
              cache, rig.startMillis);
        }
      }
    }
  }

  private void idle() throws IOException, InterruptedException {
    try (Rig rig = new Rig(launcher, 10, StartUpCache.ON)) {
      Thread.sleep(Duration.ofSeconds(10));
      double before = rig.gateway.cpuMillis();
      Thread.sleep(Duration.ofSeconds(30));
      double used = rig.gateway.cpuMillis() - before;
      say("idle: %.3f %% of a core, %.0f MB", used / 300, rig.gateway.residentMegabytes());
    }
  }

  private void latency() throws IOException, InterruptedException {
    for (int rate : new int[] {1000, 100}) {
      try (Rig rig = new Rig(launcher, 100, StartUpCache.ON)) {
        rig.flood(Duration.ofSeconds(8)); // what is compiled while it runs is compiled
        rig.awaitAll();
        rig.field.run(rate, Duration.ofSeconds(5));
        rig.platform.forgetTimes(0);
        double before = rig.gateway.cpuMillis();
        long first = rig.platform.distinct();
        rig.field.run(rate, Duration.ofSeconds(Integer.getInteger("seconds", 30)));
        rig.awaitAll();
        double perMessage = (rig.gateway.cpuMillis() - before) / (rig.platform.distinct() - first);
        say(
            "latency at %d msg/s: p50 %.1f ms, p99 %.1f ms, max %.1f ms; %.4f ms CPU a message",
            rate,
            rig.platform.percentile(0.5),
            rig.platform.percentile(0.99),
            rig.platform.percentile(1),
            perMessage);
      }
    }
  }

  private void sustained(int devices, int seconds) throws IOException, InterruptedException {
    try (Rig rig = new Rig(launcher, devices, StartUpCache.ON)) {
      rig.flood(Duration.ofSeconds(15));
      double before = rig.gateway.cpuMillis();
      long first = rig.platform.distinct();
      long messages = rig.platform.messages();
      long start = System.nanoTime();
      rig.flood(Duration.ofSeconds(seconds));
      double elapsed = (System.nanoTime() - start) / 1e9;
      long count = rig.platform.distinct() - first;
      double cpu = rig.gateway.cpuMillis() - before;
      say(
          "sustained, %d devices: %.0f msg/s, %.4f ms CPU a message (%.0f %% of a core), %.0f MB,"
              + " %.1f messages' values in one to the platform",
          devices,
          count / elapsed,
          cpu / count,
          cpu / elapsed / 10,
          rig.gateway.residentMegabytes(),
          (double) count / (rig.platform.messages() - messages));
      rig.awaitAll();
      say(
          "  published %d, arrived %d, %d twice",
          rig.field.published(), rig.platform.arrived(), rig.platform.duplicates());
      if (rig.platform.duplicates() > 0) {
        say("  some connection broke:%n%s", rig.bench.lastWords());
      }
    }
  }

  /** The same load with and without commands: they may cost the data next to nothing. */
  private void commands() throws IOException, InterruptedException {
    int rate = 5_000;
    try (Rig rig = new Rig(launcher, 100, StartUpCache.ON)) {
      rig.flood(Duration.ofSeconds(8));
      rig.awaitAll();
      try (Commands first = new Commands(rig.bench, 500)) {
        first.run(100, Duration.ofMillis(5)); // what is compiled while it runs is compiled
      }
      double alone = upwards(rig, rate);
      try (Commands commands = new Commands(rig.bench, 1_000)) {
        Thread commanding =
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    commands.run(100, Duration.ofMillis(9));
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
        double beside = upwards(rig, rate);
        commanding.join();
        say(
            "commands: 1000 to 100 devices beside %d msg/s: %d unanswered; both brokers twice and"
                + " the gateway: p50 %.1f ms, p99 %.1f ms, max %.1f ms; the gateway and both brokers"
                + " once: p50 %.1f ms, p99 %.1f ms; both brokers once: p50 %.1f ms, p99 %.1f ms;"
                + " arrived upwards %.0f msg/s, without commands %.0f",
            rate,
            commands.unanswered(),
            commands.percentile(0.5),
            commands.percentile(0.99),
            commands.percentile(1),
            commands.withinGateway(0.5),
            commands.withinGateway(0.99),
            commands.hops(0.5),
            commands.hops(0.99),
            beside,
            alone);
      }
    }
  }

  private static double upwards(Rig rig, int rate) throws IOException, InterruptedException {
    long first = rig.platform.distinct();
    long start = System.nanoTime();
    rig.field.run(rate, Duration.ofSeconds(10));
    rig.awaitAll();
    return (rig.platform.distinct() - first) * 1e9 / (System.nanoTime() - start);
  }

  private void outage() throws IOException, InterruptedException {
    try (Rig rig = new Rig(launcher, 100, StartUpCache.ON, Outages.POSSIBLE)) {
      rig.field.run(1000, Duration.ofSeconds(5));
      rig.bench.platformDown();
      rig.field.run(1000, Duration.ofSeconds(20));
      rig.bench.platformUp();
      long before = rig.platform.distinct();
      long start = System.nanoTime();
      while (rig.platform.distinct() == before) {
        rig.field.run(1000, Duration.ofMillis(5));
      }
      say("outage: data flows %.2f s after the return", (System.nanoTime() - start) / 1e9);
      rig.awaitAll();
      say("  published %d, arrived %d", rig.field.published(), rig.platform.arrived());
    }
  }

  private void backlog(int records) throws IOException, InterruptedException {
    try (Rig rig = new Rig(launcher, 1000, StartUpCache.ON, Outages.POSSIBLE)) {
      rig.bench.platformDown();
      while (rig.field.published() < records) {
        rig.field.burst(500);
        while (rig.field.published() - rig.field.acknowledged() > 2000) {
          Thread.sleep(Duration.ofMillis(1));
        }
      }
      Thread.sleep(Duration.ofSeconds(records / 50_000)); // until the gateway has stored them
      rig.bench.platformUp();
      long before = rig.platform.distinct();
      while (rig.platform.distinct() < before + 1000) {
        Thread.sleep(Duration.ofMillis(1));
      }
      rig.platform.forgetTimes(rig.field.published());
      long start = System.nanoTime();
      while (rig.platform.arrived() < records) {
        rig.field.run(200, Duration.ofMillis(50));
      }
      double elapsed = (System.nanoTime() - start) / 1e9;
      say(
          "backlog of %d: drained at %.0f records/s in %.1f s, %.0f MB; live data meanwhile: p50"
              + " %.1f ms, max %.1f ms",
          records,
          (records - before) / elapsed,
          elapsed,
          rig.gateway.residentMegabytes(),
          rig.platform.percentile(0.5),
          rig.platform.percentile(1));
      rig.awaitAll();
      say("  published %d, arrived %d", rig.field.published(), rig.platform.arrived());
    }
  }

  @SuppressWarnings("SystemOut") // the figures are what the program is for
  private static void say(String format, Object... arguments) {
    System.out.printf(Locale.ROOT, format + "%n", arguments);
  }
}
