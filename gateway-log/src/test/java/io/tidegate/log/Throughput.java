package io.tidegate.log;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures, on the machine it runs on, appending and reading of values of 300 bytes. Not a test:
 * {@code java -cp … io.tidegate.log.Throughput [folder]}.
 */
final class Throughput {

  private static final int VALUES = 1_000_000;
  private static final List<String> HUNDRED = Collections.nCopies(100, "x".repeat(300));

  private Throughput() {}

  static void main(String[] arguments) throws Exception {
    Path base = arguments.length > 0 ? Path.of(arguments[0]) : Path.of("target");
    Path folder = Files.createTempDirectory(base, "throughput");
    LogSettings settings = LogSettings.of(folder);
    try (RecordLog<String> log = open(settings)) {
      measure("append, 1 thread, 100 a commit", VALUES / 2, () -> append(log, VALUES / 200));
      measure("append, 8 threads, 100 a commit", VALUES / 2, () -> appendByEight(log));
      measure("read, 1000 a call", VALUES, () -> readAll(log));
      measure("read again", VALUES, () -> readAll(log));
    }
    measure("open", 1, () -> open(settings).close());
  }

  private static RecordLog<String> open(LogSettings settings) throws IOException {
    return SegmentRecordLog.open(settings, new TextCodec(), new CapturingListener());
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void measure(String what, int count, Work work) throws Exception {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    double micros = (system.getProcessCpuTime() - cpu) / 1e3 / count;
    System.out.printf("%-32s %12.0f/s  %8.2f µs CPU each%n", what, count / seconds, micros);
  }

  private static void append(RecordLog<String> log, int batches) throws Exception {
    for (int i = 0; i < batches; i++) {
      log.append(HUNDRED);
    }
  }

  private static void appendByEight(RecordLog<String> log) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all =
          Collections.nCopies(8, VALUES / 1600).stream()
              .<Future<?>>map(batches ->
                  threads.submit(() -> {
                    append(log, batches);
                    return null;
                  }))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private static void readAll(RecordLog<String> log) throws Exception {
    long at = 0;
    while (at < log.end()) {
      at = log.read(at, 1000, 1 << 20, Duration.ZERO).getLast().offset() + 1;
    }
  }
}
