package io.tidegate.connector.modbus.wire;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that keeps what it is told. */
final class CapturedLog extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1;

  private final transient List<String> lines = new CopyOnWriteArrayList<>();
  private final Level level;

  CapturedLog(Level level) {
    this.level = level;
  }

  List<String> lines() {
    return lines;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level messageLevel,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable cause) {
    lines.add(MessageFormatter.basicArrayFormat(message, arguments));
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return level == Level.TRACE;
  }

  @Override
  public boolean isDebugEnabled() {
    return level.toInt() <= Level.DEBUG.toInt();
  }

  @Override
  public boolean isInfoEnabled() {
    return level.toInt() <= Level.INFO.toInt();
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }
}
