package io.tidegate.log;

/** A moment at which something is to be done, or none. Used by one thread. */
final class Due {

  private boolean set;
  private long at;

  /** Sets the moment, unless an earlier one is set. */
  void within(long nanos) {
    long moment = System.nanoTime() + nanos;
    if (!set || moment - at < 0) {
      at = moment;
      set = true;
    }
  }

  /** Forgets the moment. */
  void clear() {
    set = false;
  }

  /** Whether the moment has come; then it is no longer set. */
  boolean isDue() {
    if (set && at - System.nanoTime() <= 0) {
      set = false;
      return true;
    }
    return false;
  }

  /** Nanoseconds until the moment; {@link AppendQueue#NEVER} if there is none. */
  long left() {
    return set ? Math.max(0, at - System.nanoTime()) : AppendQueue.NEVER;
  }
}
