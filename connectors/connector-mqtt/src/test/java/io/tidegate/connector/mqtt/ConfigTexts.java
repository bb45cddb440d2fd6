package io.tidegate.connector.mqtt;

import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigResult;
import io.tidegate.testkit.QuotedConfigs;
import java.util.List;

/** Configurations of tests, written with single quotes. */
final class ConfigTexts {

  private static final String FILE = "mqtt.json";

  private ConfigTexts() {}

  /** The configuration of a text; errors fail. */
  static MqttConfig config(String text) {
    return read(text).require();
  }

  /** A text of any format that the connector has had. */
  static ConfigResult<MqttConfig> read(String text) {
    return ConfigReader.read(new MqttConnector().migrate(node(text)), MqttConfig.class);
  }

  static ObjectNode node(String text) {
    return QuotedConfigs.node(FILE, text);
  }

  /** Pointer and message of each error. */
  static List<String> errors(ConfigResult<?> result) {
    return QuotedConfigs.errors(result);
  }

  /** Pointer and message of each warning. */
  static List<String> warnings(ConfigResult<?> result) {
    return QuotedConfigs.warnings(result);
  }
}
