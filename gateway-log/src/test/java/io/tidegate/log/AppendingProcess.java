package io.tidegate.log;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Appends, reads and commits until it is killed; prints what was acknowledged. */
final class AppendingProcess {

  private AppendingProcess() {}

  /** Arguments: the folder, and a prefix that makes the values of this run unique. */
  static void main(String[] arguments) throws Exception {
    LogSettings settings =
        LogSettings.of(Path.of(arguments[0])).withSegmentBytes(100_000).withQuotaBytes(1L << 30);
    RecordLog<String> log =
        SegmentRecordLog.open(settings, new TextCodec(), new CapturingListener());
    for (int i = 0; i < 3; i++) {
      String prefix = arguments[1] + "-" + i;
      Thread.ofPlatform().start(() -> append(log, prefix, System.out));
    }
    Thread.ofPlatform().start(() -> deliver(log));
  }

  private static void append(RecordLog<String> log, String prefix, PrintStream out) {
    try {
      for (int i = 0; ; i++) {
        String first = prefix + "-" + i + "a" + "x".repeat(i % 500);
        String second = prefix + "-" + i + "b";
        long end = log.append(List.of(first, second));
        out.println((end - 2) + " " + first + "\n" + (end - 1) + " " + second);
      }
    } catch (Exception e) {
      out.println("failed " + e);
    }
  }

  private static void deliver(RecordLog<String> log) {
    try {
      long at = log.committed();
      while (true) {
        at = log.read(at, 50, 1 << 20, Duration.ofDays(1)).getLast().offset() + 1;
        // Half of it stays, for the test to find.
        log.commit(at / 2);
      }
    } catch (Exception e) {
      System.out.println("failed " + e);
    }
  }
}
