package io.tidegate.connector.modbus.config;

import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigResult;
import io.tidegate.config.json.ConfigText;
import java.util.List;

/** Configurations of tests, written with single quotes. */
public final class ConfigTexts {

  private static final String FILE = "modbus.json";

  private ConfigTexts() {}

  /** The configuration of a text; errors fail. */
  public static ModbusConfig config(String text) {
    return read(text).require();
  }

  /** A text of any format that the connector has had. */
  public static ConfigResult<ModbusConfig> read(String text) {
    ObjectNode node = (ObjectNode) ConfigText.parse(FILE, text.replace('\'', '"')).require();
    return ConfigReader.read(OldFormats.migrate(node), ModbusConfig.class);
  }

  /** Pointer and message of each error. */
  public static List<String> errors(ConfigResult<?> result) {
    return shown(result, true);
  }

  /** Pointer and message of each warning. */
  public static List<String> warnings(ConfigResult<?> result) {
    return shown(result, false);
  }

  private static List<String> shown(ConfigResult<?> result, boolean errors) {
    return result.problems().stream()
        .filter(problem -> problem.isError() == errors)
        .map(problem -> problem.place().pointer() + " " + problem.message())
        .toList();
  }
}
