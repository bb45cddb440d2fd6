package io.tidegate.engine.report;

import io.tidegate.connector.ReportStrategy.Deadband;
import io.tidegate.data.Value;

/** Whether a value differs from the last one reported. */
final class Difference {

  private Difference() {}

  /** Numbers compare by value, so 1 and 1.0 are one; anything else by type and value. */
  static boolean between(Value last, Value now, Deadband deadband) {
    if (isNumber(last) && isNumber(now)) {
      return numbersDiffer(last, now, deadband);
    }
    return !last.equals(now);
  }

  private static boolean isNumber(Value value) {
    return value instanceof Value.Int || value instanceof Value.Real;
  }

  private static boolean numbersDiffer(Value last, Value now, Deadband deadband) {
    if (deadband.absolute() <= 0 && deadband.percent() <= 0) {
      return !sameNumber(last, now);
    }
    double from = number(last);
    double move = Math.abs(number(now) - from);
    return (deadband.absolute() > 0 && move > deadband.absolute())
        || (deadband.percent() > 0 && move > Math.abs(from) * deadband.percent() / 100);
  }

  /** Exact, also for integers that no double holds. */
  private static boolean sameNumber(Value last, Value now) {
    if (last instanceof Value.Int(long a) && now instanceof Value.Int(long b)) {
      return a == b;
    }
    if (last instanceof Value.Int(long a) && now instanceof Value.Real(double b)) {
      return sameNumber(a, b);
    }
    if (last instanceof Value.Real(double a) && now instanceof Value.Int(long b)) {
      return sameNumber(b, a);
    }
    return number(last) == number(now);
  }

  private static boolean sameNumber(long integer, double real) {
    // 2^63 is no long, but Long.MAX_VALUE rounds to it.
    return real == integer && real < 0x1p63 && (long) real == integer;
  }

  private static double number(Value value) {
    return switch (value) {
      case Value.Int(long integer) -> integer;
      case Value.Real(double real) -> real;
      case Value.Bool _, Value.Text _, Value.Json _ -> throw new IllegalArgumentException();
    };
  }
}
