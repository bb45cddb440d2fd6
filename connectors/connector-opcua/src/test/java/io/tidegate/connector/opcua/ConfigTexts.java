package io.tidegate.connector.opcua;

import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.gateway.ConnectorCommon;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigResult;
import io.tidegate.connector.opcua.config.OpcUaConfig;
import io.tidegate.testkit.QuotedConfigs;
import java.util.List;

/** Configurations of tests, written with single quotes. */
final class ConfigTexts {

  private static final String FILE = "opcua.json";

  private ConfigTexts() {}

  /** The configuration of a text; errors fail. */
  static OpcUaConfig config(String text) {
    return read(text).require();
  }

  /** A text of any format that the connector has had. */
  static ConfigResult<OpcUaConfig> read(String text) {
    return ConfigReader.read(
        new OpcUaConnector().migrate(node(text)), OpcUaConfig.class, ConnectorCommon.keys());
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

  /** A configuration with some settings of the server and some mappings. */
  static String of(String url, String server, String... mappings) {
    return "{'server':{'url':'%s','identity':{'type':'anonymous'}%s},'mapping':[%s]}"
        .formatted(url, server, String.join(",", mappings));
  }

  /**
   * A mapping of {@code Root\.Objects\.Plant\.<pattern>}; sections such as {@code
   * 'timeseries':[…]}.
   */
  static String device(String pattern, String name, String... sections) {
    return "{'deviceNodePattern':'Root\\\\.Objects\\\\.Plant\\\\.%s','deviceInfo':{'deviceNameExpression':'%s'},%s}"
        .formatted(pattern, name, String.join(",", sections));
  }

  /** A time series of the value of a node. */
  static String tag(String key, String value) {
    return "{'key':'%s','value':'%s'}".formatted(key, value);
  }

  /** Time series. */
  static String timeseries(String... tags) {
    return "'timeseries':[" + String.join(",", tags) + "]";
  }

  /** Attributes. */
  static String attributes(String... tags) {
    return "'attributes':[" + String.join(",", tags) + "]";
  }
}
