package io.tidegate.engine.report;

import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.ReportStrategy.OnChange;
import io.tidegate.connector.ReportStrategy.OnChangeOrPeriod;
import io.tidegate.connector.ReportStrategy.OnPeriod;
import io.tidegate.connector.ReportStrategy.OnReceived;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one point. A value counts as the last one reported only when the log has
 * it; until then it is on its way, and no other reading is held back because of it. Guarded by the
 * {@link DeviceMemory} that it belongs to.
 */
final class PointMemory {

  static final long NEVER = Long.MAX_VALUE;

  private ReportStrategy strategy;
  private DataPoint latest;
  private long readAt;
  private @Nullable Value reported;
  private long reportedAt;

  /** When the latest value is to be repeated, in nanoseconds of the pulse. */
  private long due = NEVER;

  private int onTheWay;
  private @Nullable Admission carrier;
  private @Nullable Value carried;

  /** Two were on their way at once, or one was dropped: nobody knows which the log has last. */
  private boolean uncertain;

  PointMemory(ReportStrategy strategy, DataPoint first) {
    this.strategy = strategy;
    this.latest = first;
  }

  /** Takes a reading, and says whether it is to be reported. */
  boolean admits(DataPoint point, ReportStrategy now, long nanos, Admission admission) {
    strategy = now;
    latest = point;
    readAt = nanos;
    if (onTheWay > 0 && carrier != admission) {
      uncertain = true;
      return true;
    }
    Value last = carrier == admission ? carried : lastReported(nanos);
    return last == null || wanted(last, point.value());
  }

  private boolean wanted(Value last, Value now) {
    return switch (strategy) {
      case OnReceived _ -> true;
      case OnChange(var deadband, _) -> Difference.between(last, now, deadband);
      case OnPeriod _ -> false;
      case OnChangeOrPeriod(_, var deadband, _) -> Difference.between(last, now, deadband);
    };
  }

  private @Nullable Value lastReported(long nanos) {
    return reported == null || nanos - reportedAt > forgetAfter() ? null : reported;
  }

  /** An admission takes the latest value along. Returns whether it already carries this point. */
  boolean leave(Admission admission) {
    boolean again = carrier == admission;
    if (!again) {
      onTheWay++;
    }
    if (carrier == null || again) {
      carrier = admission;
      carried = latest.value();
    }
    return again;
  }

  /** The admission is over: the log has what it carried. */
  void arrived(Admission admission, long nanos) {
    Value value = carrier == admission ? carried : null;
    settled(admission);
    if (value != null && !uncertain) {
      reported = value;
      reportedAt = nanos;
    }
    if (due == NEVER && period() != NEVER) {
      due = nanos + period();
    }
    calmDown();
  }

  /** The admission is over, and the log has nothing of it. */
  void lost(Admission admission) {
    settled(admission);
    uncertain = true;
    calmDown();
  }

  private void settled(Admission admission) {
    onTheWay--;
    if (carrier == admission) {
      carrier = null;
      carried = null;
    }
  }

  private void calmDown() {
    if (uncertain) {
      reported = null;
      uncertain = onTheWay > 0;
    }
  }

  /** The log has dropped a value; if the platform was to have it as the last one, it has not. */
  void dropped(Value value) {
    if (value.equals(reported)) {
      reported = null;
    }
    if (onTheWay > 0) {
      uncertain = true;
    }
  }

  /** The platform has nothing any more of what was reported. */
  void forgotten() {
    reported = null;
    due = NEVER;
    uncertain = onTheWay > 0;
  }

  /** Whether the point is to be repeated now; if so, or if it has to skip, the next time is set. */
  boolean takeTurn(long nanos, long tolerance) {
    if (period() == NEVER) {
      due = NEVER;
    }
    if (due == NEVER || due > nanos + tolerance) {
      return false;
    }
    due = due + period() > nanos ? due + period() : nanos + period();
    return onTheWay == 0;
  }

  /** The latest value was reported again. */
  void repeated(Value value, long nanos) {
    reported = value;
    reportedAt = nanos;
  }

  /** Whether it has not been read for so long that repeating it would be a lie. */
  boolean isForgotten(long nanos) {
    return onTheWay == 0 && nanos - readAt > forgetAfter();
  }

  DataPoint latest() {
    return latest;
  }

  long due() {
    return due;
  }

  private long period() {
    return switch (strategy) {
      case OnReceived _, OnChange _ -> NEVER;
      case OnPeriod(Duration period, _) -> period.toNanos();
      case OnChangeOrPeriod(Duration period, _, _) -> period.toNanos();
    };
  }

  private long forgetAfter() {
    return switch (strategy) {
      case OnReceived _ -> 0;
      case OnChange(_, Duration forgetAfter) -> forgetAfter.toNanos();
      case OnPeriod(_, Duration forgetAfter) -> forgetAfter.toNanos();
      case OnChangeOrPeriod(_, _, Duration forgetAfter) -> forgetAfter.toNanos();
    };
  }
}
