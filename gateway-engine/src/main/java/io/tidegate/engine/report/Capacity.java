package io.tidegate.engine.report;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many points may be remembered: names of devices and keys come from outside. What finds no
 * room is reported each time, so that nothing is lost by it.
 */
final class Capacity {

  private static final Logger log = LoggerFactory.getLogger(ReportFilter.class);

  /** About 250 bytes each, of a quarter of the heap. */
  private static final long HEAP_PER_POINT = 1_000;

  private final int most;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicBoolean told = new AtomicBoolean();

  Capacity(int most) {
    this.most = most;
  }

  static Capacity ofHeap() {
    long points = Runtime.getRuntime().maxMemory() / HEAP_PER_POINT;
    return new Capacity((int) Math.min(points, Integer.MAX_VALUE));
  }

  boolean isFull() {
    return taken.get() >= most;
  }

  /** Takes room for one point, if there is some. */
  boolean take() {
    if (taken.incrementAndGet() <= most) {
      return true;
    }
    taken.decrementAndGet();
    if (told.compareAndSet(false, true)) {
      log.warn("More than {} keys of devices: further ones are reported each time", most);
    }
    return false;
  }

  void give(int count) {
    taken.addAndGet(-count);
  }
}
