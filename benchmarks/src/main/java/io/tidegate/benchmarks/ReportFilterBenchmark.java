package io.tidegate.benchmarks;

import io.tidegate.connector.Report;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.ReportStrategy.Deadband;
import io.tidegate.engine.report.Admission;
import io.tidegate.engine.report.ReportFilter;
import io.tidegate.engine.report.ReportPolicy;
import io.tidegate.engine.report.Source;
import io.tidegate.engine.time.SystemPulse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.Blackhole;

/** A record of two values through the report strategies; each of its values changes each time. */
@SuppressWarnings("NullAway.Init") // JMH calls the method with @Setup first
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReportFilterBenchmark {

  /** The strategy of the gateway. */
  public enum Strategy {
    ON_RECEIVED,
    ON_CHANGE;

    private ReportStrategy configured() {
      return switch (this) {
        case ON_RECEIVED -> new ReportStrategy.OnReceived();
        case ON_CHANGE -> new ReportStrategy.OnChange(Deadband.NONE, Duration.ofDays(1));
      };
    }
  }

  @Param public Strategy strategy = Strategy.ON_RECEIVED;

  private final Source source = new Source();
  private final SystemPulse pulse = new SystemPulse();
  private final List<Report> reports = Samples.reports(10_000);
  private ReportFilter filter;
  private int at;

  /** With the strategy that is measured. */
  @Setup
  public void begin() {
    filter =
        new ReportFilter(new ReportPolicy.Otherwise(strategy.configured()), records -> {}, pulse);
  }

  /** Ends the filter's clock. */
  @TearDown
  public void end() {
    filter.close();
    pulse.close();
  }

  /** One hand-over. */
  @Benchmark
  @OperationsPerInvocation(Samples.BATCH)
  public void admit(Blackhole taken) throws InterruptedException {
    Admission admission = filter.begin();
    for (int i = 0; i < Samples.BATCH; i++) {
      taken.consume(filter.admit(reports.get(at), source, admission));
      at = (at + 1) % reports.size();
    }
    admission.stored();
  }
}
