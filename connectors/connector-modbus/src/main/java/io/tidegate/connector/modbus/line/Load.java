package io.tidegate.connector.modbus.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a line is asked for, and what it carries. {@link #exchanged} is safe for several threads;
 * the rest is for one.
 */
final class Load {

  private static final double SECOND = 1e9;

  private final List<Poll> polls = new ArrayList<>();
  private final LongAdder exchanges = new LongAdder();
  private final LongAdder busy = new LongAdder();
  private final LongAccumulator longest = new LongAccumulator(Long::max, 0);

  /**
   * What a line has carried for a while.
   *
   * @param perSecond requests, answered or not, in a second of which nothing is left.
   * @param longest how long the longest of them took.
   */
  record Carried(double perSecond, Duration longest) {}

  /** This is asked for from now on. */
  void add(Poll poll) {
    polls.add(poll);
  }

  /** An exchange has come to an end, whatever became of it, and has taken so many nanoseconds. */
  void exchanged(long took) {
    exchanges.increment();
    busy.add(took);
    longest.accumulate(took);
  }

  /** Requests in a second that all polls ask for, without those of units that do not answer. */
  double asked() {
    double sum = 0;
    for (Poll poll : polls) {
      if (!poll.station().health().isFailing()) {
        sum += poll.plan().requests() * SECOND / poll.rhythm().period();
      }
    }
    return sum;
  }

  /** What it has carried since this was asked last. */
  Carried carried() {
    double seconds = busy.sumThenReset() / SECOND;
    long count = exchanges.sumThenReset();
    return new Carried(
        seconds == 0 ? 0 : count / seconds, Duration.ofNanos(longest.getThenReset()));
  }
}
