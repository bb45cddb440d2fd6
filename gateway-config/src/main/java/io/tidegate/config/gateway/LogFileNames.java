package io.tidegate.config.gateway;

import java.util.Locale;

/** The names of the log files that each connector has of its own. */
public final class LogFileNames {

  private LogFileNames() {}

  /** {@code demo_conn_connector.log} for {@code Demo Conn}. */
  public static String connector(String connector) {
    return snakeCase(connector) + "_connector.log";
  }

  /** {@code demo_conn_converter.log} for {@code Demo Conn}. */
  public static String converter(String connector) {
    return snakeCase(connector) + "_converter.log";
  }

  /** A name as the Python gateway writes it in the name of a file. */
  public static String snakeCase(String name) {
    return name.replaceAll("[\\s-]+", "_")
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_]", "")
        .replaceAll("_+", "_");
  }
}
