package io.tidegate.engine.deliver;

import io.tidegate.engine.supervise.Backoff;
import io.tidegate.engine.supervise.Reconnect;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How the log is emptied.
 *
 * @param batchRecords the most records sent at once.
 * @param batchBytes about the most bytes of the log sent at once.
 * @param window how many batches may wait for their acknowledgement, in both lanes together.
 * @param overtakeFrom how many records have to wait before new ones go ahead of them.
 * @param linger the least time between two batches while they are not full.
 * @param commitEvery the time within which the log is told what was delivered.
 * @param unanswered after how long without an acknowledgement the connection counts as dead.
 * @param drain how long a stop waits for acknowledgements.
 * @param reconnect between attempts to connect.
 * @param throttled after the platform said that it is too much.
 * @param refused between attempts with a single record.
 */
public record DeliverySettings(
    int batchRecords,
    int batchBytes,
    int window,
    int overtakeFrom,
    Duration linger,
    Duration commitEvery,
    Duration unanswered,
    Duration drain,
    Reconnect reconnect,
    Backoff throttled,
    Backoff refused) {

  /** What suits a gateway. */
  public static DeliverySettings usual(RandomGenerator random) {
    return new DeliverySettings(
        1_000,
        256 * 1024,
        8,
        5_000,
        Duration.ofMillis(3),
        Duration.ofMillis(100),
        Duration.ofSeconds(40),
        Duration.ofMillis(2_500),
        // Data flows within 2 s of the platform's return, however long it was away.
        Reconnect.within(Duration.ofMillis(200), Duration.ofMillis(1_500), random),
        new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), random),
        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), random));
  }
}
