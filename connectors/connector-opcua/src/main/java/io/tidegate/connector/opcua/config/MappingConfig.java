package io.tidegate.connector.opcua.config;

import io.tidegate.config.Alias;
import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;
import io.tidegate.config.NoEffect;
import io.tidegate.config.Problems;
import io.tidegate.config.SkipInvalid;
import io.tidegate.connector.ReportStrategyConfig;
import io.tidegate.connector.opcua.address.NodePath;
import io.tidegate.connector.opcua.address.NodePath.Origin;
import io.tidegate.connector.opcua.address.NodeReference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One entry of {@code mapping}. */
public record MappingConfig(
    @Doc(
            "The nodes that are devices: a path such as `Root\\.Objects\\.Pump \\d+`, each segment a"
                + " browse name or a regular expression, or a node id such as `ns=2;i=5`.")
        String deviceNodePattern,
    @Doc("Not needed: the pattern itself tells what it is.") @Nullable String deviceNodeSource,
    @Doc("Which device of ThingsBoard such a node is.") DeviceInfoConfig deviceInfo,
    @Doc("Values that only the latest is kept of.") @Default("[]") @SkipInvalid
        List<TagConfig> attributes,
    @Doc("Values with a history.") @Default("[]") @SkipInvalid List<TagConfig> timeseries,
    @Doc("Shared attributes that are written to nodes.")
        @Key("attributes_updates")
        @Alias("attributesUpdates")
        @Default("[]")
        @SkipInvalid
        List<AttributeUpdateConfig> attributesUpdates,
    @Doc("Methods of the device's node that RPC may call.")
        @Key("rpc_methods")
        @Alias("rpcMethods")
        @Default("[]")
        @SkipInvalid
        List<MethodConfig> rpcMethods,
    @Doc("What is reported of the devices of this mapping.") @Nullable @SkipInvalid
        ReportStrategyConfig reportStrategy,
    @Doc("Class of a converter of one's own.")
        @NoEffect("comes with custom converters, in a later version")
        @Nullable ConfigNode converter)
    implements Checked {

  @Override
  public void check(Problems problems) {
    if (NodeReference.parse(deviceNodePattern) instanceof NodePath path
        && path.origin() != Origin.ROOT) {
      problems.error(
          "deviceNodePattern",
          "must begin with Root\\. or be a node id such as ns=2;i=5 but is " + deviceNodePattern);
    }
    warnOfDoubles(problems, "attributes", attributes);
    warnOfDoubles(problems, "timeseries", timeseries);
  }

  private static void warnOfDoubles(Problems problems, String section, List<TagConfig> tags) {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < tags.size(); i++) {
      if (!keys.add(tags.get(i).key())) {
        problems.warning(
            section + "/" + i + "/key", tags.get(i).key() + " is there already: both are reported");
      }
    }
  }
}
