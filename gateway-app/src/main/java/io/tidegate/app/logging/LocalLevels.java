package io.tidegate.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The levels of the configuration. While the platform wants more, the loggers say more, and this
 * keeps it out of the local files.
 */
final class LocalLevels {

  private static final List<String> OWN =
      List.of("io.tidegate", "storage", "io.tidegate.log", "extension");

  /** What they say at DEBUG, sending the lines would make them say again. */
  private static final List<String> CONNECTION =
      List.of("tb_connection", "io.tidegate.thingsboard");

  private volatile Map<String, Level> configured = Map.of();
  private volatile Map<String, Level> effective = new ConcurrentHashMap<>();
  private volatile boolean lowered;

  /** Takes over the levels that the loggers have. */
  void become(LoggerContext context) {
    Map<String, Level> levels = new HashMap<>();
    for (Logger logger : context.getLoggerList()) {
      if (logger.getLevel() != null) {
        levels.put(logger.getName(), logger.getLevel());
      }
    }
    configured = Map.copyOf(levels);
    effective = new ConcurrentHashMap<>();
  }

  /** Makes the gateway's loggers say what the platform wants. */
  void lower(LoggerContext context, Level wanted) {
    lowered = wanted != Level.OFF;
    OWN.forEach(name -> lower(context.getLogger(name), wanted));
    Level atMostInfo = wanted.isGreaterOrEqual(Level.INFO) ? wanted : Level.INFO;
    CONNECTION.forEach(name -> lower(context.getLogger(name), atMostInfo));
  }

  private void lower(Logger logger, Level wanted) {
    Level here = of(logger.getName());
    logger.setLevel(
        !lowered || wanted.isGreaterOrEqual(here) ? configured.get(logger.getName()) : wanted);
  }

  /** Whether an event would be there without the platform. */
  boolean isLocal(ILoggingEvent event) {
    return !lowered || event.getLevel().isGreaterOrEqual(of(event.getLoggerName()));
  }

  /** For an appender of the configuration. */
  Filter<ILoggingEvent> filter() {
    return new Filter<>() {
      @Override
      public FilterReply decide(ILoggingEvent event) {
        return isLocal(event) ? FilterReply.NEUTRAL : FilterReply.DENY;
      }
    };
  }

  private Level of(String logger) {
    return effective.computeIfAbsent(logger, this::find);
  }

  private Level find(String logger) {
    String name = logger;
    while (true) {
      Level level = configured.get(name);
      if (level != null) {
        return level;
      }
      int dot = name.lastIndexOf('.');
      if (dot < 0) {
        return configured.getOrDefault(Logger.ROOT_LOGGER_NAME, Level.DEBUG);
      }
      name = name.substring(0, dot);
    }
  }
}
