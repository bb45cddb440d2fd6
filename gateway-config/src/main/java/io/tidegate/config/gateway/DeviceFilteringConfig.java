package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import org.jspecify.annotations.Nullable;

/** The section {@code thingsboard.deviceFiltering}. */
public record DeviceFilteringConfig(
    @Doc("Whether the filter is used.") boolean enable,
    @Doc("File with the filter, relative to the configuration folder.") @Nullable String filterFile)
    implements Checked {

  @Override
  public void check(Problems problems) {
    if (enable && filterFile == null) {
      problems.error("filterFile", "is required but missing: the filter is enabled");
    }
  }
}
