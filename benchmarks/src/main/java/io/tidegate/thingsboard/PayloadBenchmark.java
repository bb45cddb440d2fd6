package io.tidegate.thingsboard;

import io.tidegate.benchmarks.Samples;
import io.tidegate.data.UplinkRecord;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Records of two values to the bytes of {@code v1/gateway/telemetry}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PayloadBenchmark {

  private static final int RECORDS = 1_000;

  private final List<UplinkRecord> records = Samples.records(RECORDS);

  /** One batch of the delivery loop. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void pack(Blackhole taken) throws IOException, InterruptedException {
    TelemetryPacker packer = new TelemetryPacker(new Taking(taken));
    for (UplinkRecord record : records) {
      packer.add(record);
    }
    packer.flush();
  }

  /** Takes messages of the size that ThingsBoard takes by default. */
  private record Taking(Blackhole taken) implements MessageSink {

    @Override
    public void accept(byte[] payload, int points) {
      taken.consume(payload);
    }

    @Override
    public void refuse(String reason) {
      throw new IllegalStateException(reason);
    }

    @Override
    public int maxBytes() {
      return 52_428;
    }

    @Override
    public int maxPoints() {
      return Integer.MAX_VALUE;
    }
  }
}
