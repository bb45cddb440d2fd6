package io.tidegate.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.config.gateway.LoadedConnector;
import io.tidegate.config.gateway.LogFileNames;
import io.tidegate.config.gateway.LogHandler;
import io.tidegate.config.gateway.LogLevel;
import io.tidegate.config.gateway.LogsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Sets Logback up as a configuration folder says. */
public final class Logging {

  /** Ours, by the Python gateway's name; what has no name of its own is the service's. */
  private static final Map<String, List<String>> LOGGERS =
      Map.of(
          "service", List.of("io.tidegate"),
          "tb_connection", List.of("tb_connection", "io.tidegate.thingsboard"),
          "storage", List.of("storage", "io.tidegate.log"),
          "extension", List.of("extension"),
          "connector", List.of("connector"),
          "converter", List.of("converter"));

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final GatewayFolder folder;
  private final LogMonitor monitor;
  private final Map<String, Appender<ILoggingEvent>> appenders = new HashMap<>();

  private Logging(GatewayFolder folder, LogMonitor monitor) {
    this.folder = folder;
    this.monitor = monitor;
  }

  /** Replaces the logging of this process. */
  public static void configure(GatewayFolder folder, LogMonitor monitor) {
    new Logging(folder, monitor).configure();
  }

  /** Writes out what is buffered and closes the files. */
  public static void close() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  private void configure() {
    context.reset();
    LogsConfig logs = folder.logs();
    configure(context.getLogger(Logger.ROOT_LOGGER_NAME), logs.root());
    LOGGERS.forEach((name, ours) -> {
      LogsConfig.Logger logger = logs.loggers().get(name);
      if (logger != null) {
        ours.forEach(our -> configure(context.getLogger(our), logger));
      }
    });
    for (LoadedConnector connector : folder.connectors()) {
      String name = connector.name();
      configure("connector", LogFileNames.connector(name), connector);
      configure("converter", LogFileNames.converter(name), connector);
    }
    // What Milo says of lost connections, as errors with their stacks, the connector tells as
    // states.
    context.getLogger("org.eclipse.milo").setLevel(Level.OFF);
    // Milo's transport, under the name of the class that extends it.
    context.getLogger("io.tidegate.connector.opcua.link.WatchedTransport").setLevel(Level.OFF);
    monitor.watch(context, folder);
  }

  /** A connector has a file of its own, rotated like the one of its kind. */
  private void configure(String kind, String file, LoadedConnector connector) {
    LogsConfig.Logger shared = folder.logs().loggers().get(kind);
    Logger logger = context.getLogger(kind + "." + connector.name());
    logger.setLevel(level(connector.common().logLevel()));
    if (shared == null) {
      return;
    }
    logger.setAdditive(false);
    for (String name : shared.handlers()) {
      LogHandler handler = folder.logs().handlers().get(name);
      if (handler != null && handler.isFile()) {
        attach(logger, name + "/" + file, handler, folder.logFile(handler).resolveSibling(file));
      } else if (handler != null) {
        attach(logger, name, handler, null);
      }
    }
  }

  private void configure(Logger logger, LogsConfig.Logger config) {
    LogLevel level = config.level();
    if (level != null) {
      logger.setLevel(level(level));
    }
    logger.setAdditive(config.propagate());
    for (String name : config.handlers()) {
      LogHandler handler = folder.logs().handlers().get(name);
      if (handler != null) {
        attach(logger, name, handler, handler.isFile() ? folder.logFile(handler) : null);
      }
    }
  }

  private void attach(Logger logger, String name, LogHandler handler, @Nullable Path file) {
    Appender<ILoggingEvent> appender =
        appenders.computeIfAbsent(name, n -> appender(n, handler, file));
    logger.addAppender(appender);
  }

  private Appender<ILoggingEvent> appender(String name, LogHandler handler, @Nullable Path file) {
    OutputStreamAppender<ILoggingEvent> appender =
        file == null ? console(handler) : file(handler, file);
    appender.setName(name);
    appender.setContext(context);
    appender.setEncoder(encoder(handler));
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(level(handler.level()).toString());
    filter.start();
    appender.addFilter(filter);
    appender.addFilter(monitor.local().filter());
    appender.start();
    return appender;
  }

  private static OutputStreamAppender<ILoggingEvent> console(LogHandler handler) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget(handler.stream().endsWith("stderr") ? "System.err" : "System.out");
    return console;
  }

  /** A folder that can't be written must not keep the gateway from running; the console goes on. */
  private OutputStreamAppender<ILoggingEvent> file(LogHandler handler, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      LoggerFactory.getLogger(Logging.class).warn("{} can't be written: {}", file, e.toString());
      return console(handler);
    }
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    Rotation<ILoggingEvent> rotation = new Rotation<>(handler, file);
    rotation.setContext(context);
    rotation.setParent(appender);
    rotation.start();
    appender.setFile(file.toString());
    appender.setRollingPolicy(rotation);
    appender.setTriggeringPolicy(rotation);
    return appender;
  }

  private PatternLayoutEncoder encoder(LogHandler handler) {
    String name = handler.formatter();
    LogsConfig.Formatter formatter = name == null ? null : folder.logs().formatters().get(name);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(
        formatter == null
            ? PythonPattern.of("%(message)s", "")
            : PythonPattern.of(formatter.format(), formatter.datefmt()));
    encoder.start();
    return encoder;
  }

  static Level level(LogLevel level) {
    return switch (level) {
      case TRACE -> Level.TRACE;
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARN;
      case ERROR, CRITICAL -> Level.ERROR;
      case OFF -> Level.OFF;
    };
  }
}
