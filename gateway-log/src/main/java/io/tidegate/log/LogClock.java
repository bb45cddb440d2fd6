package io.tidegate.log;

/** The two clocks; a seam, since tests can't set the clock of the machine. */
interface LogClock {

  LogClock SYSTEM =
      new LogClock() {
        @Override
        public long wallMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  /** Milliseconds since 1970; may jump in either direction. */
  long wallMillis();

  /** Grows steadily from an arbitrary origin. */
  long nanos();
}
