package io.tidegate.connector.modbus.wire;

import java.util.concurrent.locks.LockSupport;

/** Keeps frames apart on a serial line; does nothing on other wires. */
interface Quiet {

  /** For wires whose frames need no silence between them. */
  Quiet NONE = new Quiet() {};

  /** What a wire needs. */
  static Quiet of(WireSettings settings) {
    return settings.serial() == null
        ? NONE
        : new Line(LineTime.of(settings.serial(), settings.framing()));
  }

  /** Something came. */
  default void heard() {}

  /** A frame of so many bytes was given to the port. */
  default void sent(int length) {}

  /** Waits until a frame may begin. For one thread at a time. */
  default void await() throws InterruptedException {}

  /** How long a request and its answer take to come over, whatever the unit takes. */
  default long sending(byte[] frame, Question question) {
    return 0;
  }

  /** On a serial line. */
  final class Line implements Quiet {

    /** What comes without end is noise, which no silence ends. */
    private static final int LONGEST_FRAMES = 2 * 513;

    /** Waited for awake at most; what is later than that is a busy machine and not the timer. */
    private static final long MOST_AWAKE = 300_000;

    private static final int SLOWLY = 8;

    private final LineTime time;
    private volatile long busyUntil = System.nanoTime();

    /** By how much the system usually wakes a thread too late: a tenth of the silence, and more. */
    private long usuallyLate;

    Line(LineTime time) {
      this.time = time;
    }

    @Override
    public void heard() {
      busyUntil = System.nanoTime();
    }

    @Override
    public void sent(int length) {
      busyUntil = System.nanoTime() + length * time.characterNanos();
    }

    @Override
    public void await() throws InterruptedException {
      long patience = System.nanoTime() + LONGEST_FRAMES * time.characterNanos();
      long left = left();
      while (left > 0 && System.nanoTime() - patience < 0) {
        if (left > usuallyLate) {
          park(left - usuallyLate);
        } else {
          Thread.onSpinWait();
        }
        left = left();
      }
    }

    private void park(long nanos) throws InterruptedException {
      long due = System.nanoTime() + nanos;
      LockSupport.parkNanos(this, nanos);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      long late = System.nanoTime() - due;
      if (late >= 0) {
        usuallyLate += (Math.min(late, MOST_AWAKE) - usuallyLate) / SLOWLY;
      }
    }

    private long left() {
      return busyUntil + time.silenceNanos() - System.nanoTime();
    }

    @Override
    public long sending(byte[] frame, Question question) {
      return frame.length * time.characterNanos()
          + time.frameNanos(question.answerLength())
          + time.silenceNanos();
    }
  }
}
