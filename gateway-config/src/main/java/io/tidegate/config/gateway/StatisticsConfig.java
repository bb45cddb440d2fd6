package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import io.tidegate.config.SkipInvalid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The section {@code thingsboard.statistics}. */
public record StatisticsConfig(
    @Doc("Sends statistics of the machine, the gateway and its connectors.") @Default("false")
        boolean enable,
    @Doc("Sends what the configured commands print.") @Default("true") boolean enableCustom,
    @Doc("Seconds between two statistics.") @Default("60") @Range(min = 10, max = Integer.MAX_VALUE)
        int statsSendPeriodInSeconds,
    @Doc("Seconds between two runs of the commands.")
        @Default("300")
        @Range(min = 1, max = Integer.MAX_VALUE)
        int customStatsSendPeriodInSeconds,
    @Doc("File with commands, relative to the configuration folder.")
        @Nullable String configuration,
    @Doc("Commands that the platform sends, as in the file.") @Default("[]") @SkipInvalid
        List<StatisticsCommand> commands,
    @Doc("Runs commands that the platform sends, too.") @Default("false")
        boolean allowRemoteCommands)
    implements Checked {

  @Override
  public void check(Problems problems) {
    if (enableCustom && !commands.isEmpty() && !allowRemoteCommands) {
      problems.warning(
          "commands",
          "are not run without `allowRemoteCommands`: these are what the platform sends; commands"
              + " of one's own belong into the file that `configuration` names");
    }
  }
}
