package io.tidegate.connector.modbus.config;

import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigResult;
import io.tidegate.testkit.QuotedConfigs;
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
    return ConfigReader.read(
        OldFormats.migrate(QuotedConfigs.node(FILE, text)), ModbusConfig.class);
  }

  /** Pointer and message of each error. */
  public static List<String> errors(ConfigResult<?> result) {
    return QuotedConfigs.errors(result);
  }

  /** Pointer and message of each warning. */
  public static List<String> warnings(ConfigResult<?> result) {
    return QuotedConfigs.warnings(result);
  }
}
