package io.tidegate.app.demo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the demo runs.
 *
 * @param duration after which it ends by itself; null to go on until the user ends it.
 * @param outage whether ThingsBoard is cut off without being asked.
 * @param outageLength how long ThingsBoard is away, cut off by itself or by the user.
 * @param messagesPerSecond that the sensors publish.
 */
public record DemoOptions(
    @Nullable Duration duration, Outages outage, Duration outageLength, int messagesPerSecond) {

  /** Until the user ends it, at a pace that people can follow. */
  public static final DemoOptions DEFAULT =
      new DemoOptions(null, Outages.ON_DEMAND, Duration.ofSeconds(10), 20);

  /** Who cuts ThingsBoard off. */
  public enum Outages {
    /** The user, by a key. */
    ON_DEMAND,
    /** The demo, once, in the middle of its time; the user as well. */
    AUTOMATIC
  }

  /** The same for so many seconds. */
  public DemoOptions forSeconds(int seconds) {
    return new DemoOptions(Duration.ofSeconds(seconds), outage, outageLength, messagesPerSecond);
  }

  /** The same with an outage that comes by itself. */
  public DemoOptions withOutage() {
    return new DemoOptions(duration, Outages.AUTOMATIC, outageLength, messagesPerSecond);
  }

  /** When the outage begins that comes by itself. */
  Duration outageBegin() {
    if (duration == null) {
      return outageLength;
    }
    Duration rest = duration.minus(outageLength);
    return rest.isNegative() ? duration.dividedBy(3) : rest.dividedBy(2);
  }
}
