package io.tidegate.connector;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import io.tidegate.connector.ReportStrategy.Deadband;
import io.tidegate.connector.ReportStrategy.OnChange;
import io.tidegate.connector.ReportStrategy.OnChangeOrPeriod;
import io.tidegate.connector.ReportStrategy.OnPeriod;
import io.tidegate.connector.ReportStrategy.OnReceived;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The {@code reportStrategy} object, the same at every level of every configuration file. */
public record ReportStrategyConfig(
    @Doc("What is reported.") Type type,
    @Doc("Milliseconds between two reports; for the two types with a period.")
        @Default("10000")
        @Range(min = 1, max = Integer.MAX_VALUE)
        int reportPeriod,
    @Doc("Seconds after which a value is forgotten and the next one counts as the first.")
        @Default("86400")
        @Range(min = 1, max = Integer.MAX_VALUE)
        int ttl,
    @Doc("Smallest change of a number that is reported, in its unit; 0: every change.")
        @Default("0")
        double deadband,
    @Doc("Smallest change of a number that is reported, in percent of the last one reported.")
        @Default("0")
        double deadbandPercent,
    @Doc("Not implemented by the Python gateway either: a configuration that has it is refused.")
        @Nullable String aggregationFunction)
    implements Checked {

  /** The types, as users write them; upper or lower case. */
  public enum Type {
    ON_RECEIVED,
    ON_CHANGE,
    ON_REPORT_PERIOD,
    ON_CHANGE_OR_REPORT_PERIOD,
    DISABLED
  }

  @Override
  public void check(Problems problems) {
    if (aggregationFunction != null) {
      problems.error("aggregationFunction", "is not implemented; remove it");
    }
    if (deadband < 0) {
      problems.error("deadband", "must be 0 or more but is " + deadband);
    }
    if (deadbandPercent < 0) {
      problems.error("deadbandPercent", "must be 0 or more but is " + deadbandPercent);
    }
  }

  /** The strategy that this describes. */
  public ReportStrategy strategy() {
    Duration period = Duration.ofMillis(reportPeriod);
    Duration forgetAfter = Duration.ofSeconds(ttl);
    Deadband band = new Deadband(deadband, deadbandPercent);
    return switch (type) {
      case ON_RECEIVED, DISABLED -> new OnReceived();
      case ON_CHANGE -> new OnChange(band, forgetAfter);
      case ON_REPORT_PERIOD -> new OnPeriod(period, forgetAfter);
      case ON_CHANGE_OR_REPORT_PERIOD -> new OnChangeOrPeriod(period, band, forgetAfter);
    };
  }
}
