package io.tidegate.connector.mqtt;

import io.tidegate.config.Alias;
import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.NoEffect;
import io.tidegate.config.Problems;
import io.tidegate.config.SkipInvalid;
import io.tidegate.connector.ReportStrategyConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code converter} of a mapping. */
public record ConverterConfig(
    @Doc("What the payload is. `custom` is code of the user's, named by `extension`.")
        @Nullable Type type,
    @Doc("Class of the custom converter.") @Nullable String extension,
    @Doc("Settings of the custom converter.") @Alias("extension-config")
        @Nullable ConfigNode extensionConfig,
    @Doc("Which device a message is about.") @Nullable DeviceInfoConfig deviceInfo,
    @Doc("Values that only the latest is kept of. `\"*\"`: every member of the message.")
        @Default("[]")
        @SkipInvalid
        List<ItemConfig> attributes,
    @Doc("Values with a history. `\"*\"`: every member of the message.") @Default("[]") @SkipInvalid
        List<ItemConfig> timeseries,
    @Doc("Reads each value as an expression, such as `${a} * 1.5`.") @Default("false")
        boolean useEval,
    @Doc("`true`: the time of all values is when the gateway received the message.")
        @Default("false")
        boolean useReceivedTs,
    @Doc("What is reported of the devices of this mapping; where files with `bytes` have it.")
        @Nullable
        @SkipInvalid
        ReportStrategyConfig reportStrategy,
    @Doc("One instance of the custom converter for all mappings.")
        @NoEffect(value = "comes with custom converters, in a later version", unless = "false")
        @Nullable ConfigNode sharedGlobal,
    @Doc("One instance of the custom converter for all mappings of this id.")
        @NoEffect("comes with custom converters, in a later version")
        @Nullable ConfigNode sharedId,
    @Doc("A key of old files.") @NoEffect("has no effect, as in the Python gateway")
        @Nullable ConfigNode timeout,
    @Doc("A key of old files.")
        @NoEffect(
            value = "has no effect, as in the Python gateway: use reportStrategy",
            unless = "false")
        @Nullable ConfigNode sendDataOnlyOnChange,
    @Doc("A key of old files.") @NoEffect("has no effect, as in the Python gateway")
        @Nullable ConfigNode cached,
    @Doc("A key of old files.") @NoEffect("has no effect, as in the Python gateway")
        @Nullable ConfigNode filterExpression)
    implements Checked {

  /** The types, as users write them. */
  public enum Type {
    JSON,
    BYTES,
    CUSTOM
  }

  @Override
  public void check(Problems problems) {
    if (isCustom()) {
      checkCustom(problems);
      return;
    }
    if (type == null) {
      problems.error("type", "is required: json, bytes, or custom with an extension");
    }
    if (deviceInfo == null) {
      problems.error("deviceInfo", "is required: which device is a message about?");
    }
    if (attributes.isEmpty() && timeseries.isEmpty()) {
      problems.warning("timeseries", "is empty, and so is attributes: no message gives any data");
    }
    if (type == Type.BYTES) {
      checkBytes(problems, "attributes", attributes);
      checkBytes(problems, "timeseries", timeseries);
    } else if (useEval) {
      problems.warning(
          "useEval",
          "comes with a later version: until then a value that is more than one ${…} is rejected");
    }
  }

  private void checkCustom(Problems problems) {
    if (extension == null) {
      problems.error("extension", "is required where the type is custom: the name of the class");
      return;
    }
    problems.warning(
        "extension",
        ("comes with a later version: %s is Python and can't run here; its messages are rejected"
                + " until a Java class of that name stands in the extensions folder")
            .formatted(extension));
  }

  private static void checkBytes(Problems problems, String section, List<ItemConfig> items) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).isEverything()) {
        problems.error(section + "/" + i, "may be \"*\" only where the type is json");
      }
    }
  }

  /** Whether code of the user's converts the messages; an extension counts whatever the type. */
  boolean isCustom() {
    return type == Type.CUSTOM || extension != null;
  }
}
