package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.Gateways.announcement;

import io.tidegate.data.UplinkRecord;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import io.tidegate.uplink.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints how long a reply takes, from the platform's request to its arrival there, while two lanes
 * send telemetry as fast as they can; run by hand.
 */
final class ReplySpeed {

  private static final int CALLS = 1_000;
  private static final int DEVICES = 100;
  private static final int BATCH = 100;
  private static final Duration INTERVAL = Duration.ofMillis(5);

  private ReplySpeed() {}

  public static void main(String[] arguments) throws Exception {
    try (ThingsBoardStandIn platform = new ThingsBoardStandIn(StandInSettings.DEFAULT.lean());
        Delivery delivery = new ThingsBoardUplink(Gateways.settings(platform)).open(new Field())) {
      for (int i = 0; i < DEVICES; i++) {
        delivery.announce(announcement("Device " + i, "default"));
      }
      measure(platform, "warming up");
      measure(platform, "idle");
      for (int rate : new int[] {5_000, 25_000, 100_000, Integer.MAX_VALUE}) {
        underLoad(platform, delivery, rate);
      }
    }
  }

  private static void underLoad(ThingsBoardStandIn platform, Delivery delivery, int rate)
      throws Exception {
    AtomicLong sent = new AtomicLong();
    List<Thread> lanes = new ArrayList<>();
    for (int lane = 0; lane < 2; lane++) {
      lanes.add(Thread.ofVirtual().start(() -> flood(delivery, rate / 2, sent)));
    }
    TimeUnit.SECONDS.sleep(2);
    long from = sent.get();
    long start = System.nanoTime();
    measure(platform, "two lanes of " + BATCH + " records a send");
    System.out.printf(
        "  %.0f records/s meanwhile%n", (sent.get() - from) * 1e9 / (System.nanoTime() - start));
    lanes.forEach(Thread::interrupt);
    for (Thread lane : lanes) {
      lane.join();
    }
  }

  private static void flood(Delivery delivery, int rate, AtomicLong sent) {
    try {
      long start = System.nanoTime();
      for (long i = 0; !Thread.interrupted(); i++) {
        LockSupport.parkNanos(start + (long) (i * BATCH * 1e9 / rate) - System.nanoTime());
        delivery.send(records(i));
        sent.addAndGet(BATCH);
      }
    } catch (InterruptedException e) {
      // Enough.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<UplinkRecord> records(long turn) {
    List<UplinkRecord> records = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      records.add(
          Records.record(
              "Device " + i % DEVICES,
              1_795_305_996_839L + turn,
              Records.series("temperature", turn),
              Records.series("counter", i)));
    }
    return records;
  }

  private static void measure(ThingsBoardStandIn platform, String what) throws Exception {
    long[] starts = new long[CALLS];
    int[] calls = new int[CALLS];
    for (int i = 0; i < CALLS; i++) {
      starts[i] = System.nanoTime();
      calls[i] = platform.call("Device " + i % DEVICES, "set", i);
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
    long[] micros = new long[CALLS];
    for (int i = 0; i < CALLS; i++) {
      platform.awaitReply(calls[i], Duration.ofSeconds(20));
      micros[i] = (platform.replies(calls[i]).getFirst().arrivalNanos() - starts[i]) / 1_000;
    }
    Arrays.sort(micros);
    System.out.printf(
        "%s: p50 %d us, p99 %d us, longest %d us%n",
        what, micros[CALLS / 2], micros[CALLS * 99 / 100], micros[CALLS - 1]);
  }
}
