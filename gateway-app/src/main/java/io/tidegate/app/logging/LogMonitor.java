package io.tidegate.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.config.gateway.LoadedConnector;
import io.tidegate.config.gateway.LogLevel;
import io.tidegate.config.gateway.LogsConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sees every line that is logged: counts the errors, and hands on what the platform wants. */
public final class LogMonitor extends UnsynchronizedAppenderBase<ILoggingEvent> {

  private final ErrorCounts errors = new ErrorCounts();
  private final RemoteLog remote = new RemoteLog();
  private final LocalLevels local = new LocalLevels();
  private final Map<String, LogSource> sources = new ConcurrentHashMap<>();
  private @Nullable LoggerContext loggers;
  private volatile LogLevel level = LogLevel.OFF;

  /** The errors since the start. */
  public ErrorCounts errors() {
    return errors;
  }

  /** The lines for the platform. */
  public RemoteLog remote() {
    return remote;
  }

  /** How much of the gateway's own lines the platform wants. */
  public LogLevel level() {
    return level;
  }

  /**
   * How much of the gateway's own lines the platform wants. What is written here does not change.
   */
  public synchronized void level(LogLevel wanted) {
    level = wanted;
    remote.level(Logging.level(wanted));
    if (loggers != null) {
      local.lower(loggers, Logging.level(wanted));
    }
  }

  /** The logging has been set up anew. */
  synchronized void watch(LoggerContext context, GatewayFolder folder) {
    loggers = context;
    setContext(context);
    start();
    local.become(context);
    context.getLoggerList().stream().filter(LogMonitor::isEnd).forEach(l -> l.addAppender(this));
    local.lower(context, Logging.level(level));
    Map<String, Level> connectors = new HashMap<>();
    for (LoadedConnector connector : folder.connectors()) {
      if (connector.common().enableRemoteLogging()) {
        connectors.put(connector.name(), Logging.level(connector.common().logLevel()));
      }
    }
    remote.connectors(connectors);
    folder.problems().stream()
        .filter(problem -> problem.isError() && problem.place().file().equals(LogsConfig.FILE))
        .findFirst()
        .ifPresent(problem ->
            remote.tell("Logging loading exception, logs.json is wrong: " + problem.message()));
  }

  /** Lets through what the configuration lets through, whatever the platform wants. */
  LocalLevels local() {
    return local;
  }

  @Override
  protected void append(ILoggingEvent event) {
    LogSource source = sources.computeIfAbsent(event.getLoggerName(), LogSource::of);
    if (event.getLevel().isGreaterOrEqual(Level.ERROR) && local.isLocal(event)) {
      errors.count(source);
    }
    remote.offer(event, source);
  }

  /** An event goes up to the first logger that hands on no further. */
  private static boolean isEnd(Logger logger) {
    return !logger.isAdditive() || logger.getName().equals(Logger.ROOT_LOGGER_NAME);
  }
}
