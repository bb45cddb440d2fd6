package io.tidegate.connector.mqtt;

import io.tidegate.connector.ConversionException;

/** Stands for code of the user's that this version can't run: refuses every message, with why. */
final class CustomConverter implements MqttConverter {

  private final ConversionException refusal;

  CustomConverter(String mapping, String extension) {
    this.refusal =
        new ConversionException(
            "custom converter",
            "mapping %s: custom converters such as %s come with a later version"
                .formatted(mapping, extension));
  }

  @Override
  public ForTopic at(String topic) {
    return (reading, conversion) -> conversion.fail(refusal);
  }
}
