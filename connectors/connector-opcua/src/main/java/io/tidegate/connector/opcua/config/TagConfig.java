package io.tidegate.connector.opcua.config;

import io.tidegate.config.Alias;
import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import io.tidegate.config.SkipInvalid;
import io.tidegate.connector.ReportStrategyConfig;
import org.jspecify.annotations.Nullable;

/** One entry of {@code attributes} or {@code timeseries}. */
public record TagConfig(
    @Doc("Key in ThingsBoard.") String key,
    @Doc(
            "The node: `${a\\.b}` from the device's node, `${Root\\.a\\.b}` from the root, or a node id"
                + " such as `ns=2;s=Speed`. With type `constant`: the value itself.")
        String value,
    @Doc("`constant` for a text that is no node; `path` and `identifier` need not be said.")
        @Nullable String type,
    @Doc("Whose clock gives the time of the value.") @Default("gateway")
        TimestampLocation timestampLocation,
    @Doc("What is reported of this key.") @Nullable @SkipInvalid
        ReportStrategyConfig reportStrategy,
    @Doc("Milliseconds between two looks of the server at the value; missing: as for the server.")
        @Alias("samplingIntervalInMillis")
        @Range(min = 0, max = Integer.MAX_VALUE)
        @Nullable Integer samplingInterval,
    @Doc("Values that the server keeps while it can't deliver; missing: as for the server.")
        @Range(min = 1, max = 1_000_000)
        @Nullable Integer queueSize,
    @Doc("Smallest change that the server tells, in the value's unit; 0: every change.")
        @Default("0")
        double deadband,
    @Doc("Smallest change that the server tells, in percent of the value's range (`EURange`).")
        @Default("0")
        double deadbandPercent,
    @Doc("Key under which the name of the status code is reported with every value.")
        @Nullable String statusKey)
    implements Checked {

  /** The clocks, as users write them. */
  public enum TimestampLocation {
    GATEWAY,
    @Key("sourceTimestamp")
    SOURCE,
    @Key("serverTimestamp")
    SERVER
  }

  @Override
  public void check(Problems problems) {
    if (key.isBlank()) {
      problems.error("key", "must not be blank");
    }
    if (deadband < 0) {
      problems.error("deadband", "must be 0 or more but is " + deadband);
    }
    if (deadbandPercent < 0 || deadbandPercent > 100) {
      problems.error("deadbandPercent", "must be 0..100 but is " + deadbandPercent);
    }
    if (deadband > 0 && deadbandPercent > 0) {
      problems.error("deadbandPercent", "must not be there beside deadband");
    }
  }

  /** Whether the value is given in the configuration. */
  public boolean isConstant() {
    return "constant".equalsIgnoreCase(type);
  }
}
