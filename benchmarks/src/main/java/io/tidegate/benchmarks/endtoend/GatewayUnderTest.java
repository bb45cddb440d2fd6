package io.tidegate.benchmarks.endtoend;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The gateway as its own process, measured by what the operating system says of it (proc(5)). */
final class GatewayUnderTest implements Closeable {

  private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux

  private final Path launcher;
  private final Path folder;
  private final Process process;

  /**
   * Starts {@code ./tidegate run -c} on a bench's folder.
   *
   * @param startUpCache {@code false} leaves it out, to measure what it brings.
   */
  GatewayUnderTest(Path launcher, Bench bench, StartUpCache startUpCache) throws IOException {
    this.launcher = launcher;
    this.folder = bench.folder;
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "run", "-c", folder.toString());
    if (startUpCache == StartUpCache.OFF) {
      builder.environment().put("TIDEGATE_JAVA_OPTS", "-XX:AOTMode=off");
    }
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(bench.output("gateway").toFile());
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

  /** What it says of itself: what was read, stored and delivered tells where something is stuck. */
  String status() throws IOException {
    Process asked =
        new ProcessBuilder(launcher.toString(), "status", "-c", folder.toString())
            .redirectErrorStream(true)
            .start();
    return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
