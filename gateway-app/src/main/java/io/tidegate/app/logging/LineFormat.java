package io.tidegate.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A line as the platform's page takes it apart: {@code <time> - |<level>|<<thread>> [<file>] -
 * <module> <function> - <line> - <message>}. It looks for the first two bars, and shows what begins
 * with the first bracket.
 */
final class LineFormat {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS").withZone(ZoneId.systemDefault());

  /** A line travels twice, so that two of them still fit into the smallest usual message. */
  private static final int LONGEST = 1_500;

  private LineFormat() {}

  static String text(ILoggingEvent event, LogSource source) {
    StackTraceElement[] callers = event.getCallerData();
    StackTraceElement caller =
        callers.length == 0 ? new StackTraceElement("", "", "", 0) : callers[0];
    String file = caller.getFileName();
    String text =
        "%s - |%s|<%s> [%s] - %s %s - %d - %s%s"
            .formatted(
                TIME.format(Instant.ofEpochMilli(event.getTimeStamp())),
                name(event.getLevel()),
                event.getThreadName().replace('[', '(').replace('|', '/'),
                source.file(file == null ? "" : file),
                simpleName(caller.getClassName()),
                caller.getMethodName(),
                caller.getLineNumber(),
                event.getFormattedMessage(),
                stack(event.getThrowableProxy()));
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  static String lost(long timestamp, long lines) {
    return "%s - |WARNING|<> [RemoteLog.java] - RemoteLog add - 0 - %d lines were too many to be sent"
        .formatted(TIME.format(Instant.ofEpochMilli(timestamp)), lines);
  }

  /** The platform knows the names of Python's levels. */
  private static String name(Level level) {
    return level == Level.WARN ? "WARNING" : level.toString();
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static String stack(@Nullable IThrowableProxy thrown) {
    return thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown);
  }
}
