package io.tidegate.log;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long somebody still waits. */
final class Patience {

  /** Of what never ends. */
  static final long NEVER = Long.MAX_VALUE;

  private final long start = System.nanoTime();
  private final long nanos;

  /** Begins now. What is longer than 292 years is for ever. */
  Patience(Duration wait) {
    nanos = TimeUnit.NANOSECONDS.convert(wait);
  }

  /** Nanoseconds left; zero or less when it is over, {@link #NEVER} for ever. */
  long left() {
    return nanos == NEVER ? NEVER : nanos - (System.nanoTime() - start);
  }
}
