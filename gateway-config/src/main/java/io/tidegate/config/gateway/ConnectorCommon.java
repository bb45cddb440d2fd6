package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import io.tidegate.config.SkipInvalid;
import io.tidegate.connector.ReportStrategyConfig;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every connector's file may have beside the connector's own keys. */
public record ConnectorCommon(
    @Doc("Not used: the name in `tb_gateway.json` counts.") @Nullable String name,
    @Doc("Identity of the connector, a UUID; made and written to the file when it is missing.")
        @Nullable String id,
    @Doc("The least that the connector and its converters log.") @Default("INFO") LogLevel logLevel,
    @Doc("Sends the connector's log to the platform.") @Default("false")
        boolean enableRemoteLogging,
    @Doc("What is reported where no device or key says otherwise.") @Nullable @SkipInvalid
        ReportStrategyConfig reportStrategy,
    @Doc("Version of the file's format, kept for the platform.") @Nullable String configVersion)
    implements Checked {

  private static final Set<String> KEYS =
      Set.of("name", "id", "logLevel", "enableRemoteLogging", "reportStrategy", "configVersion");

  /** The keys of this record in a file. */
  public static Set<String> keys() {
    return KEYS;
  }

  @Override
  public void check(Problems problems) {
    if (reportStrategy != null && reportStrategy.type() == ReportStrategyConfig.Type.DISABLED) {
      problems.warning(
          "reportStrategy/type",
          "is taken as ON_RECEIVED: the Python gateway would report the first value only");
    }
  }
}
