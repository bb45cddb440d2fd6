package io.tidegate.benchmarks;

import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.record.StoredRecordCodec;
import io.tidegate.log.LogListener;
import io.tidegate.log.LogSettings;
import io.tidegate.log.RecordLog;
import io.tidegate.log.SegmentRecordLog;
import io.tidegate.log.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A hundred records into the log and out of it again, in a folder below the working directory. */
@SuppressWarnings("NullAway.Init") // JMH calls the method with @Setup first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogBenchmark {

  /** When an append is forced to the disk. */
  public enum Sync {
    ALWAYS,
    NEVER;

    private SyncPolicy policy() {
      return switch (this) {
        case ALWAYS -> new SyncPolicy.Always();
        case NEVER -> new SyncPolicy.Never();
      };
    }
  }

  @Param public Sync sync = Sync.ALWAYS;

  private final List<StoredRecord> records = Samples.stored(Samples.BATCH);
  private Path folder;
  private RecordLog<StoredRecord> log;

  /** Opens an empty log. */
  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "log");
    log =
        SegmentRecordLog.open(
            LogSettings.of(folder).withSync(sync.policy()), new StoredRecordCodec(), new Calm());
  }

  /** Removes it. */
  @TearDown
  public void close() throws IOException {
    log.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Append, read back, commit. */
  @Benchmark
  @OperationsPerInvocation(Samples.BATCH)
  public int appendAndRead() throws IOException, InterruptedException {
    long end = log.append(records);
    int read = log.read(log.committed(), Samples.BATCH, Integer.MAX_VALUE, Duration.ZERO).size();
    log.commit(end);
    return read;
  }

  /** A benchmark with a failing disk means nothing. */
  private static final class Calm implements LogListener<StoredRecord> {

    @Override
    public void dropped(List<StoredRecord> values, DropReason reason) {
      throw new IllegalStateException("dropped: " + reason);
    }

    @Override
    public void corrupted(long count, String detail) {
      throw new IllegalStateException(detail);
    }

    @Override
    public void failing(String detail) {
      throw new IllegalStateException(detail);
    }

    @Override
    public void healed() {}
  }
}
