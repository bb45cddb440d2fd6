package io.tidegate.benchmarks.endtoend;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway as its own process, measured by what the operating system says of it (proc(5)). */
final class GatewayUnderTest implements Closeable {

  private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux

  private static final int LAST_LINES = 30;

  private final Path output;
  private final Process process;

  /**
   * Starts {@code ./tidegate run -c config}.
   *
   * @param startUpCache {@code false} leaves it out, to measure what it brings.
   */
  GatewayUnderTest(Path launcher, Path config, StartUpCache startUpCache) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "run", "-c"));
    command.add(config.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    if (startUpCache == StartUpCache.OFF) {
      builder.environment().put("TIDEGATE_JAVA_OPTS", "-XX:AOTMode=off");
    }
    builder.directory(config.toFile());
    builder.redirectErrorStream(true);
    output = config.resolve("gateway.out");
    builder.redirectOutput(output.toFile());
    process = builder.start();
  }

  /** Whether the start-up cache is used. */
  enum StartUpCache {
    ON,
    OFF
  }

  /** CPU time used so far, user and system, in ms. */
  double cpuMillis() throws IOException {
    String stat = Files.readString(proc("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS_PER_SECOND;
  }

  /** Resident memory in MB, as {@code ps} shows it. */
  double residentMegabytes() throws IOException {
    for (String line : Files.readAllLines(proc("status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    throw new IOException("no VmRSS");
  }

  /** What it said last. */
  String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(output);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }
}
