package io.tidegate.benchmarks;

import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.record.StoredRecordCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A stored record of two values to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

  private final StoredRecordCodec codec = new StoredRecordCodec();
  private final StoredRecord record = Samples.stored(1).getFirst();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private byte[] encoded = {};

  /** What {@link #decode} reads. */
  @Setup
  public void prepare() {
    encoded = encode();
  }

  /** Record to bytes. */
  @Benchmark
  public byte[] encode() {
    out.reset();
    try {
      codec.encode(record, new DataOutputStream(out));
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written anywhere", e);
    }
    return out.toByteArray();
  }

  /** Bytes to record. */
  @Benchmark
  public StoredRecord decode() throws IOException {
    return codec.decode(new DataInputStream(new ByteArrayInputStream(encoded)));
  }
}
