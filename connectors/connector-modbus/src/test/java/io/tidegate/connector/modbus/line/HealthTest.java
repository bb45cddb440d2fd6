package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  void silentUnitsTogetherHaveATwentiethOfTheLine() {
    for (int silent : new int[] {1, 5}) {
      Health health = among(35, 1, 3);
      long now = 0;
      long spent = 0;
      while (now < 3600 * SECOND) {
        now += Math.max(0, health.pauseLeft(now));
        now += SECOND;
        spent += SECOND;
        health.failed(now, SECOND, 10, silent);
      }
      assertThat((spent - 2 * SECOND) * silent).isLessThanOrEqualTo(now / 20);
    }
  }

  @Test
  void aSilentUnitIsAskedLessAndLessOftenButOnceAMinute() {
    Health health = among(1, 1, 3);
    health.failed(0, SECOND, 10, 1);
    assertThat(health.isTriedAgain()).isTrue();
    health.failed(0, SECOND, 10, 1);
    assertThat(health.isTriedAgain()).isFalse();
    assertThat(health.pauseLeft(0)).isEqualTo(19 * SECOND);
    health.failed(0, SECOND, 10, 1);
    assertThat(health.pauseLeft(0)).isEqualTo(38 * SECOND);
    assertThat(health.isGone()).isTrue();
    health.failed(0, SECOND, 10, 1);
    assertThat(health.pauseLeft(0)).isEqualTo(60 * SECOND);
  }

  @Test
  void itsFirstAnswerMakesItLikeAnyOther() {
    Health health = among(1, 1, 3);
    for (int i = 0; i < 5; i++) {
      health.failed(0, SECOND, 10, 1);
    }
    assertThat(health.answered(SECOND / 100)).isTrue();
    assertThat(health.isGone()).isFalse();
    assertThat(health.pauseLeft(0)).isZero();
    assertThat(health.answered(SECOND / 100)).isFalse();
  }

  @Test
  void whereNobodyAnswersAllAreAskedSoonAgain() {
    Health health = among(1, 1, 3);
    for (int i = 0; i < 10; i++) {
      health.failed(0, SECOND, 0, 32);
    }
    assertThat(health.pauseLeft(0)).isEqualTo(10 * SECOND);
  }

  @Test
  void oneSilentUnitNeverHoldsASharedLineForAsLongAsIsConfigured() {
    Health health = among(35, 1, 3);
    assertThat(health.timeout()).isEqualTo(Duration.ofSeconds(1));
    for (int i = 0; i < 10; i++) {
      health.failed(0, SECOND, 10, 1);
    }
    assertThat(health.timeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aSlowUnitIsWaitedForOnceItHasAnswered() {
    Health health = among(35, 1, 3);
    health.answered(3 * SECOND);
    assertThat(health.timeout()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void aUnitAloneHasAllItsTimeAndRetries() {
    Health health =
        Health.alone(new Health.Terms(Duration.ofSeconds(35), Duration.ofSeconds(1), 3));
    assertThat(health.timeout()).isEqualTo(Duration.ofSeconds(35));
    for (int i = 0; i < 3; i++) {
      health.failed(0, SECOND, 0, 1);
      assertThat(health.isTriedAgain()).isTrue();
    }
    health.failed(0, SECOND, 0, 1);
    assertThat(health.isTriedAgain()).isFalse();
  }

  private static Health among(int timeout, int first, int retries) {
    return Health.among(
        new Health.Terms(Duration.ofSeconds(timeout), Duration.ofSeconds(first), retries));
  }
}
