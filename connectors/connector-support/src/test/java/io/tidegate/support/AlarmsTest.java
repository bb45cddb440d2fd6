package io.tidegate.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.support.Alarms.Alarm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class AlarmsTest {

  private static final long MILLISECOND = 1_000_000;

  private final Alarms alarms = new Alarms("alarms of a test");

  @Test
  void whatIsDueFirstIsDoneFirstWhateverOrderItCameIn() throws Exception {
    List<String> done = new CopyOnWriteArrayList<>();
    CountDownLatch last = new CountDownLatch(1);
    alarms.after(
        40 * MILLISECOND,
        () -> {
          done.add("late");
          last.countDown();
        });
    alarms.after(5 * MILLISECOND, () -> done.add("soon"));
    assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(done).containsExactly("soon", "late");
  }

  @Test
  void whatIsCancelledIsNotDone() throws Exception {
    List<String> done = new CopyOnWriteArrayList<>();
    CountDownLatch last = new CountDownLatch(1);
    Alarm alarm = alarms.after(20 * MILLISECOND, () -> done.add("cancelled"));
    alarms.after(30 * MILLISECOND, last::countDown);
    alarm.cancel();
    assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(done).isEmpty();
  }

  @Test
  void aThreadSleepsUntilTheMomentThoughItIsWokenBefore() throws Exception {
    CompletableFuture<Long> woken = new CompletableFuture<>();
    long moment = System.nanoTime() + 50 * MILLISECOND;
    Thread sleeper =
        Thread.ofVirtual()
            .start(() -> {
              try {
                alarms.sleepUntil(moment);
                woken.complete(System.nanoTime());
              } catch (InterruptedException e) {
                woken.completeExceptionally(e);
              }
            });
    LockSupport.unpark(sleeper);
    assertThat(woken.get(10, TimeUnit.SECONDS) - moment).isNotNegative();
  }

  @Test
  void sleepingForAMomentThatIsOverReturnsAtOnce() throws Exception {
    alarms.sleepUntil(System.nanoTime() - 1);
  }

  @Test
  void aSleeperCanBeInterrupted() {
    Thread.currentThread().interrupt();
    long far = System.nanoTime() + Duration.ofHours(1).toNanos();
    assertThatThrownBy(() -> alarms.sleepUntil(far)).isInstanceOf(InterruptedException.class);
  }
}
