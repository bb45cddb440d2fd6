package io.tidegate.app.logging;

import io.tidegate.config.gateway.LogFileNames;
import java.util.List;

/**
 * Whose line it is, in the words of the platform's dashboards.
 *
 * @param name of the connector, or the Python gateway's name of the logger.
 */
record LogSource(Kind kind, String name) {

  /** What logs. */
  enum Kind {
    SERVICE,
    /** Other people's code: counted as the service's, too talkative to be sent. */
    LIBRARY,
    CONNECTION,
    STORAGE,
    EXTENSION,
    CONNECTOR,
    CONVERTER
  }

  private static final String CONNECTOR = "connector.";
  private static final String CONVERTER = "converter.";

  static LogSource of(String logger) {
    if (logger.startsWith(CONNECTOR)) {
      return new LogSource(Kind.CONNECTOR, logger.substring(CONNECTOR.length()));
    }
    if (logger.startsWith(CONVERTER)) {
      return new LogSource(Kind.CONVERTER, logger.substring(CONVERTER.length()));
    }
    if (isOf("tb_connection", logger) || isOf("io.tidegate.thingsboard", logger)) {
      return new LogSource(Kind.CONNECTION, "tb_connection");
    }
    if (isOf("storage", logger) || isOf("io.tidegate.log", logger)) {
      return new LogSource(Kind.STORAGE, "storage");
    }
    if (isOf("extension", logger)) {
      return new LogSource(Kind.EXTENSION, "extension");
    }
    boolean ours = isOf("io.tidegate", logger) || isOf("service", logger);
    return new LogSource(ours ? Kind.SERVICE : Kind.LIBRARY, "service");
  }

  /** The key that its errors are counted under; a converter shares that of its connector. */
  String errorsKey() {
    return name + "_ERRORS_COUNT";
  }

  /** The keys that its lines are sent under. */
  List<String> logKeys() {
    return switch (kind) {
      case SERVICE, LIBRARY -> List.of("SERVICE_LOGS", ALL);
      case CONNECTION -> List.of("CONNECTION_LOGS", ALL);
      case STORAGE -> List.of("STORAGE_LOGS", ALL);
      // The Python gateway writes the first, the platform's page reads the second.
      case EXTENSION -> List.of("EXTENSION_LOGS", "EXTENSIONS_LOGS", ALL);
      case CONNECTOR -> List.of(name + "_LOGS");
      case CONVERTER -> List.of(name + "_converter_LOGS");
    };
  }

  /** The name of the file that a line came from; the platform's page tells converters by it. */
  String file(String source) {
    return kind == Kind.CONVERTER ? LogFileNames.snakeCase(name) + "_converter.py" : source;
  }

  private static final String ALL = "LOGS";

  private static boolean isOf(String parent, String logger) {
    return logger.startsWith(parent)
        && (logger.length() == parent.length() || logger.charAt(parent.length()) == '.');
  }
}
