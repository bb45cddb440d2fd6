package io.tidegate.connector.mqtt;

import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.json.ConfigProblem;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigResult;
import io.tidegate.config.json.ConfigText;
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
    return (ObjectNode) ConfigText.parse(FILE, text.replace('\'', '"')).require();
  }

  /** Pointer and message of each error. */
  static List<String> errors(ConfigResult<?> result) {
    return result.problems().stream()
        .filter(ConfigProblem::isError)
        .map(ConfigTexts::shown)
        .toList();
  }

  /** Pointer and message of each warning. */
  static List<String> warnings(ConfigResult<?> result) {
    return result.problems().stream()
        .filter(problem -> !problem.isError())
        .map(ConfigTexts::shown)
        .toList();
  }

  private static String shown(ConfigProblem problem) {
    return problem.place().pointer() + " " + problem.message();
  }
}
