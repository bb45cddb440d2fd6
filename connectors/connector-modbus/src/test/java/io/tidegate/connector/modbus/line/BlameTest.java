package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Missed;
import io.tidegate.testkit.CapturingSink;
import io.tidegate.testkit.RandomCases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is to blame for what is left out after the storage has held up a line. */
class BlameTest {

  private static final long MILLISECOND = 1_000_000;

  private final CapturingSink sink = new CapturingSink();

  @Test
  void aLineOfManyUnitsWithALongPeriodIsNotBlamedForWhatTheStorageHeldUp() {
    Simulation line = new Simulation();
    for (int i = 0; i < 100; i++) {
      line.add(60_000, i / 100.0, 500);
    }
    assertStorageBlamed(line, 200_000);
  }

  @Test
  void aShortPeriodAmongLongOnesIsNotTheLinesFaultEither() {
    Simulation line = new Simulation();
    for (int i = 0; i < 80; i++) {
      line.add(60_000, i / 80.0, 500);
    }
    line.add(1000, 0.3, 100);
    assertStorageBlamed(line, 200_000);
  }

  @Test
  void noLineThatKeepsItsPeriodsIsBlamed() {
    RandomCases.forAll(
        200,
        cases -> {
          int units = cases.between(1, 50);
          int period = cases.between(100, 20_000);
          Simulation line = new Simulation();
          for (int i = 0; i < units; i++) {
            line.add(period, i / (double) units, Math.max(1, period * 9 / 10 / units));
          }
          line.run(cases.between(1, 5) * period, cases.between(60, 100_000), 10 * period);
          assertThat(sink.missed()).extracting(Missed::reason).doesNotContain("polls left out");
        });
  }

  @Test
  void aLineThatIsAskedForTooMuchIsBlamedAgainSoon() {
    Simulation line = new Simulation();
    for (int i = 0; i < 100; i++) {
      line.add(1000, i / 100.0, 20);
    }
    line.run(10_000, 200_000, 20_000);
    // Half of what is due in 20 s, but for the first seconds.
    assertThat(counted(sink.missed().subList(line.beforeBlockade, sink.missed().size())))
        .isBetween(500L, 1000L);
  }

  private void assertStorageBlamed(Simulation line, int blockade) {
    line.run(130_000, blockade, 600_000);
    assertThat(sink.missed().subList(line.beforeBlockade, sink.missed().size()))
        .isNotEmpty()
        .extracting(Missed::reason)
        .containsOnly("polls left out while records could not be stored");
  }

  private static long counted(List<Missed> told) {
    return told.stream()
        .filter(missed -> missed.reason().equals("polls left out"))
        .mapToLong(Missed::count)
        .sum();
  }

  /** A line in no time; its times are milliseconds. */
  private final class Simulation {

    private record Round(Rhythm rhythm, long takes) {}

    private final long start = System.nanoTime();
    private final Lateness lateness = new Lateness("a line", new Load(), sink);
    private final List<Round> rounds = new ArrayList<>();
    private int beforeBlockade;

    private void add(int period, double phase, int takes) {
      rounds.add(
          new Round(new Rhythm(start, Duration.ofMillis(period), phase), takes * MILLISECOND));
    }

    /** Goes for a while, waits for the storage as long as that takes, and goes on. */
    private void run(int before, int blockade, int after) {
      long now = go(start, before);
      beforeBlockade = sink.missed().size();
      long end = now + blockade * MILLISECOND;
      lateness.heldUp(now, end);
      go(end, after);
      lateness.end();
    }

    private long go(long from, int millis) {
      long now = from;
      while (now - from < millis * MILLISECOND) {
        Round next =
            rounds.stream()
                .min(Comparator.comparingLong(r -> r.rhythm().due() - start))
                .orElseThrow();
        long due = next.rhythm().due();
        now = Math.max(now, due) + next.takes();
        lateness.done(due, next.rhythm().advance(now), now);
      }
      return now;
    }
  }
}
