package io.tidegate.thingsboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.gateway.RateLimit;
import io.tidegate.config.gateway.RateLimits;
import io.tidegate.config.gateway.RateLimits.Rates;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong now = new AtomicLong(-5);

  @Test
  void aBurstUpToTheLimitGoesAtOnceAndThenAtTheRate() {
    RateLimiter limiter = devices("10:1", "");
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isZero();
    }
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isEqualTo(SECOND / 10);
    now.addAndGet(SECOND / 10);
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isZero();
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isPositive();
  }

  @Test
  void allWindowsHoldAndNothingIsTakenWhereOneForbids() {
    RateLimiter limiter = devices("10:1,12:60", "");
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isZero();
    }
    now.addAndGet(SECOND);
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isZero();
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isZero();
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isGreaterThan(SECOND);
  }

  @Test
  void dataPointsAreCountedBesideMessages() {
    RateLimiter limiter = devices("", "100:1");
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 90)).isZero();
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 20)).isEqualTo(SECOND / 10);
    assertThat(limiter.maxPoints(MessageClass.DEVICE_DATA)).isEqualTo(100);
    assertThat(limiter.tryTake(MessageClass.OWN_DATA, 1_000)).isZero();
  }

  @Test
  void aMessageLargerThanALimitThatHasShrunkWaitsForAFullBucketOnly() {
    RateLimiter limiter = devices("", "100:1");
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 150)).isZero();
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isGreaterThan(SECOND / 2);
  }

  @Test
  void newLimitsCountWhatWentOutBefore() {
    RateLimiter limiter = devices("10:1", "");
    for (int i = 0; i < 6; i++) {
      assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isZero();
    }
    limiter.update(rates("8:1", ""));
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isZero();
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isZero();
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isPositive();
  }

  @Test
  void aLimitThatIsNoLongerToldIsNoLongerKept() {
    RateLimiter limiter = devices("1:60", "");
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isZero();
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isPositive();
    limiter.update(rates("", ""));
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isZero();
  }

  @Test
  void aPlatformThatSaysTheDevicesAreTooFastIsGivenTime() {
    RateLimiter limiter = devices("10:1", "");
    limiter.drainDevices();
    assertThat(limiter.tryTake(MessageClass.DEVICE_DATA, 1)).isEqualTo(SECOND / 10);
  }

  private RateLimiter devices(String messages, String points) {
    return new RateLimiter(rates(messages, points), now::get);
  }

  private static RateLimits rates(String messages, String points) {
    return new RateLimits(
        Rates.NONE, new Rates(RateLimit.NONE, RateLimit.parse(messages), RateLimit.parse(points)));
  }
}
