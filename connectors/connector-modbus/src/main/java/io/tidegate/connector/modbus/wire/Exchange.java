package io.tidegate.connector.modbus.wire;

import io.tidegate.support.Alarms;
import io.tidegate.support.Alarms.Alarm;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A question that a thread waits for the answer to. */
final class Exchange {

  private final Question question;
  private final byte[] echo;
  private final Thread waiter = Thread.currentThread();
  private volatile @Nullable Outcome outcome;
  private volatile boolean late;

  /**
   * Creates it for the current thread.
   *
   * @param echo what comes back before the answer.
   */
  Exchange(Question question, byte[] echo) {
    this.question = question;
    this.echo = echo;
  }

  Question question() {
    return question;
  }

  byte[] echo() {
    return echo;
  }

  /** Ends the waiting. Only the first outcome counts. */
  void end(Outcome how) {
    if (outcome == null) {
      outcome = how;
      LockSupport.unpark(waiter);
    }
  }

  /** Waits so long; null if there is no outcome by then. */
  @Nullable Outcome await(long nanos, Alarms alarms) throws InterruptedException {
    Alarm alarm = alarms.after(nanos, this::giveUp);
    try {
      while (outcome == null && !late) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return outcome;
    } finally {
      alarm.cancel();
    }
  }

  private void giveUp() {
    late = true;
    LockSupport.unpark(waiter);
  }
}
