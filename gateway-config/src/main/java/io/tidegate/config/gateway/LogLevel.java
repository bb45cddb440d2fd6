package io.tidegate.config.gateway;

import io.tidegate.config.FromText;
import java.util.Locale;

/** How much is logged; the levels of the Python gateway, from most to least. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARNING,
  ERROR,
  CRITICAL,
  OFF;

  /** Reads a name or a number of Python's {@code logging}. */
  @FromText("one of `TRACE`, `DEBUG`, `INFO`, `WARNING`, `ERROR`, `CRITICAL`, `NONE` or a number")
  public static LogLevel parse(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    return switch (name) {
      // The platform's form writes NONE where it means that nothing is logged.
      case "NONE", "NOTSET", "OFF" -> OFF;
      case "WARN" -> WARNING;
      case "FATAL" -> CRITICAL;
      default -> name.matches("[0-9]{1,4}") ? of(Integer.parseInt(name)) : named(name);
    };
  }

  private static LogLevel named(String name) {
    for (LogLevel level : values()) {
      if (level.name().equals(name)) {
        return level;
      }
    }
    throw new IllegalArgumentException();
  }

  private static LogLevel of(int number) {
    if (number <= 5) {
      return TRACE;
    }
    int step = (number + 9) / 10;
    return step > 5 ? OFF : values()[step];
  }
}
