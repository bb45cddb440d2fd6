package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testkit.RandomCases;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RhythmTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  void whatIsLateDoesNotShiftWhatFollows() {
    Rhythm rhythm = new Rhythm(0, Duration.ofSeconds(1), 0.25);
    assertThat(rhythm.due()).isEqualTo(SECOND / 4);
    assertThat(rhythm.advance(SECOND / 2)).isZero();
    assertThat(rhythm.due()).isEqualTo(SECOND * 5 / 4);
  }

  @Test
  void ofWhatIsLaterThanAPeriodTheLatestIsDone() {
    Rhythm rhythm = new Rhythm(0, Duration.ofSeconds(1), 0);
    assertThat(rhythm.advance(SECOND * 7 / 2)).isEqualTo(2);
    assertThat(rhythm.due()).isEqualTo(3 * SECOND);
  }

  @Test
  void aLongPeriodIsNotWaitedForAtTheStart() {
    Rhythm early = new Rhythm(0, Duration.ofHours(1), 0.25);
    Rhythm late = new Rhythm(0, Duration.ofHours(1), 0.75);
    assertThat(early.due()).isEqualTo(SECOND / 2);
    assertThat(late.due()).isEqualTo(SECOND * 3 / 2);
    assertThat(early.advance(SECOND)).isZero();
    assertThat(late.advance(2 * SECOND)).isZero();
    assertThat(early.due()).isEqualTo(4500 * SECOND);
    assertThat(late.due()).isEqualTo(2700 * SECOND);
  }

  @Test
  void nothingIsDueTwiceNorMoreThanAPeriodLate() {
    RandomCases.forAll(
        200,
        cases -> {
          long period = cases.between(1, 10_000) * 1_000_000L;
          Rhythm rhythm = new Rhythm(0, Duration.ofNanos(period), cases.between(0, 99) / 100.0);
          long now = rhythm.due();
          long counted = 0;
          for (int i = 0; i < 50; i++) {
            long before = rhythm.due();
            now = Math.max(now, before) + cases.between(0, 3) * period / 2;
            counted += rhythm.advance(now);
            assertThat(rhythm.due()).isGreaterThan(before);
            assertThat(now - rhythm.due()).isLessThan(period);
          }
          assertThat(counted).isNotNegative();
        });
  }

  @Test
  void onTheBeatItIsDueAtMostABeatEarlierAndKeepsItsRate() {
    Beat beat = Beat.of(1);
    for (long start = 0; start < 200_000_000; start += 7_777_777) {
      Rhythm free = new Rhythm(start, Duration.ofSeconds(1), 0.3);
      Rhythm rhythm = Rhythm.on(beat, start, Duration.ofSeconds(1), 0.3);
      long due = rhythm.due();
      assertThat(beat.past(due)).isZero();
      assertThat(free.due() - due).isBetween(0L, 250_000_000L);
      rhythm.advance(due);
      assertThat(rhythm.due() - due).isEqualTo(1_000_000_000L);
    }
  }

  @Test
  void aShortPeriodIsNotForcedOnTheBeat() {
    assertThat(Rhythm.on(Beat.of(1), 12_345, Duration.ofMillis(100), 0.5).due())
        .isEqualTo(new Rhythm(12_345, Duration.ofMillis(100), 0.5).due());
  }
}
