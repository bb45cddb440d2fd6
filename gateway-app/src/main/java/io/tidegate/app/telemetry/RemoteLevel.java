package io.tidegate.app.telemetry;

import io.tidegate.app.logging.LogMonitor;
import io.tidegate.config.gateway.LogLevel;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The level of remote logging: set by a shared attribute, and said back by a client attribute of
 * the same name, which the platform's page reads.
 */
final class RemoteLevel {

  private static final Logger log = LoggerFactory.getLogger(RemoteLevel.class);

  static final String ATTRIBUTE = "RemoteLoggingLevel";
  private static final String OFF = "NONE";

  private final OwnChannel channel;
  private final LogMonitor monitor;

  /** Each message of the platform is worked on apart: the latest one counts. */
  private final AtomicLong messages = new AtomicLong();

  private long latest;

  RemoteLevel(OwnChannel channel, LogMonitor monitor) {
    this.channel = channel;
    this.monitor = monitor;
  }

  /** Asks for the level that the user has set, maybe while there was no connection. */
  void connected() {
    long message = messages.incrementAndGet();
    inBackground(() -> {
      Value set = channel.shared(List.of(ATTRIBUTE)).get(ATTRIBUTE);
      if (set != null || monitor.level() != LogLevel.OFF) {
        become(set, message);
      }
    });
  }

  /** The user has changed attributes; returns at once. */
  void changed(Map<String, Value> values, List<String> deleted) {
    Value set = values.get(ATTRIBUTE);
    if (set != null || deleted.contains(ATTRIBUTE)) {
      long message = messages.incrementAndGet();
      inBackground(() -> become(set, message));
    }
  }

  private synchronized void become(@Nullable Value set, long message)
      throws IOException, InterruptedException {
    if (message < latest) {
      return;
    }
    latest = message;
    String name = name(set);
    LogLevel level;
    try {
      level = LogLevel.parse(name);
    } catch (IllegalArgumentException e) {
      log.warn("{} is set to {}, which is no level", ATTRIBUTE, name);
      return;
    }
    if (level != monitor.level()) {
      monitor.level(level);
      log.info("remote logging: {}", name);
    }
    var _ =
        channel.tellAttributes(
            List.of(
                DataPoint.attribute(
                    ATTRIBUTE, new Value.Text(level == LogLevel.OFF ? OFF : name))));
  }

  private static String name(@Nullable Value set) {
    return switch (set) {
      case Value.Text(String text) -> text.strip().toUpperCase(Locale.ROOT);
      case Value.Int(long number) -> Long.toString(number);
      case null, default -> OFF;
    };
  }

  private static void inBackground(Periodic.Task task) {
    Thread.ofVirtual()
        .name("remote-logging-level")
        .start(() -> {
          try {
            task.run();
          } catch (IOException e) {
            log.debug("{}: {}", ATTRIBUTE, e.getMessage());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
