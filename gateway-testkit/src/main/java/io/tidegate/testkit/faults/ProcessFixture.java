package io.tidegate.testkit.faults;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A child process whose output is kept, and which can be ended in every way there is. */
public final class ProcessFixture implements Closeable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  // Linux counts processor time in hundredths of a second for all programs (man 5 proc).
  private static final long TICK_MILLIS = 10;

  private final Process process;
  private final List<String> output = Collections.synchronizedList(new ArrayList<>());
  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final Thread reader;

  private ProcessFixture(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::readAll);
  }

  /** Starts a command. */
  public static ProcessFixture start(List<String> command) throws IOException {
    return new ProcessFixture(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Starts a command in a folder. */
  public static ProcessFixture start(Path folder, List<String> command) throws IOException {
    return new ProcessFixture(
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start());
  }

  /** Starts a main class with the Java and the class path of this process. */
  public static ProcessFixture java(List<String> flags, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", "."), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path", "."), main.getName()));
    command.addAll(arguments);
    return start(command);
  }

  private void readAll() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        unread.add(line);
      }
    } catch (IOException e) {
      // The process was killed in the middle of a line.
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** All lines so far, of both outputs. */
  public List<String> output() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /**
   * Waits for the next line that fits; lines before it are skipped, and are not waited for again.
   */
  public String awaitLine(Predicate<String> fits, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long left = Math.max(0, deadline - System.nanoTime());
      String line = unread.poll(left, TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new AssertionError("no such line within " + patience + " but " + output());
      }
      if (fits.test(line)) {
        return line;
      }
    }
  }

  /** Writes a line to the process's input. */
  public void send(String line) throws IOException {
    Writer input = process.outputWriter(StandardCharsets.UTF_8);
    input.write(line + "\n");
    input.flush();
  }

  /** SIGKILL, and waits for the end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitExit(PATIENCE);
  }

  /** SIGTERM; does not wait. */
  public void terminate() {
    process.destroy();
  }

  /** Any signal by its name, such as {@code INT}, {@code STOP} or {@code CONT}; does not wait. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  /** Waits for the end and returns the exit code. */
  public int awaitExit(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still runs after " + patience + ": " + output());
    }
    reader.join();
    return process.exitValue();
  }

  /** The processor time that it has used, as the operating system counts it. */
  public Duration cpuTime() throws IOException {
    String stat = Files.readString(proc("stat"));
    // The second field is the command in parentheses, which may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return Duration.ofMillis(ticks * TICK_MILLIS);
  }

  /** The memory that it occupies now, in bytes. */
  public long residentBytes() throws IOException {
    return status("VmRSS");
  }

  /** The most memory that it ever occupied, in bytes. */
  public long peakResidentBytes() throws IOException {
    return status("VmHWM");
  }

  private long status(String field) throws IOException {
    for (String line : Files.readAllLines(proc("status"))) {
      if (line.startsWith(field + ":")) {
        return Long.parseLong(line.replaceAll("\\D+", "")) * 1024;
      }
    }
    throw new IOException("no " + field + " in " + proc("status"));
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(pid()), file);
  }

  /** Kills it if it still runs, and waits until it writes no more. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      boolean _ = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
