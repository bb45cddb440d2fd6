package io.tidegate.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.support.Alarms.Alarm;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlarmsTest {

  private static final long MILLISECOND = 1_000_000;

  /** So that a machine that hesitates does in between what is to be done before. */
  private static final long LATER = 1_000 * MILLISECOND;

  private final Alarms alarms = new Alarms("alarms of a test");

  @Test
  void whatIsDueFirstIsDoneFirstWhateverOrderItCameIn() throws Exception {
    List<String> done = new CopyOnWriteArrayList<>();
    CountDownLatch last = new CountDownLatch(1);
    alarms.after(
        LATER,
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
    Alarm alarm = alarms.after(LATER, () -> done.add("cancelled"));
    alarms.after(LATER + 10 * MILLISECOND, last::countDown);
    alarm.cancel();
    assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(done).isEmpty();
  }
}
