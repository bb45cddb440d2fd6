package io.tidegate.connector.opcua.config;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import org.jspecify.annotations.Nullable;

/** Which device of ThingsBoard a node is. */
public record DeviceInfoConfig(
    @Doc(
            "Name of the device: text in which `${…}` stands for the value of a node, given by its"
                + " path (from the device's node, or from `Root\\.`) or its node id.")
        String deviceNameExpression,
    @Doc("Not needed: the expression itself tells what it is.")
        @Nullable String deviceNameExpressionSource,
    @Doc("Profile that ThingsBoard gives a device it sees for the first time; as for the name.")
        @Default("default")
        String deviceProfileExpression,
    @Doc("Not needed: the expression itself tells what it is.")
        @Nullable String deviceProfileExpressionSource)
    implements Checked {

  @Override
  public void check(Problems problems) {
    if (deviceNameExpression.isBlank()) {
      problems.error("deviceNameExpression", "must not be blank");
    }
  }
}
