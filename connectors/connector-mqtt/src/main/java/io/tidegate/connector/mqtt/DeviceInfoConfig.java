package io.tidegate.connector.mqtt;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;

/** Which device a message is about. */
public record DeviceInfoConfig(
    @Doc(
            "What the name is taken from: `message` (text with `${…}`), `topic` (a regular expression,"
                + " its last group) or `constant`. Slices of `bytes` converters are always of the"
                + " payload.")
        @Default("message")
        Source deviceNameExpressionSource,
    @Doc("Name of the device.") String deviceNameExpression,
    @Doc("What the profile is taken from; as for the name.") @Default("message")
        Source deviceProfileExpressionSource,
    @Doc("Device profile that ThingsBoard gives a device it sees for the first time.")
        @Default("default")
        String deviceProfileExpression)
    implements Checked {

  /** The sources, as users write them. */
  public enum Source {
    MESSAGE,
    TOPIC,
    CONSTANT
  }

  @Override
  public void check(Problems problems) {
    if (deviceNameExpression.isBlank()) {
      problems.error("deviceNameExpression", "must not be blank");
    }
    if (deviceNameExpressionSource == Source.TOPIC) {
      TopicRegexes.check(deviceNameExpression, "deviceNameExpression", problems);
    }
    if (deviceProfileExpressionSource == Source.TOPIC) {
      TopicRegexes.check(deviceProfileExpression, "deviceProfileExpression", problems);
    }
  }
}
