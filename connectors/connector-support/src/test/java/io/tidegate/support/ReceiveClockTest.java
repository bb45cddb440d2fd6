package io.tidegate.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceiveClockTest {

  private static final long NOW = 1_700_000_000_000L;

  private final ReceiveClock clock = new ReceiveClock();

  @Test
  void twoMessagesOfADeviceInOneMillisecondBothSurvive() {
    assertThat(clock.next("a", NOW)).isEqualTo(NOW);
    assertThat(clock.next("a", NOW)).isEqualTo(NOW + 1);
    assertThat(clock.next("b", NOW)).isEqualTo(NOW);
    assertThat(clock.next("a", NOW + 1)).isEqualTo(NOW + 2);
    assertThat(clock.next("a", NOW + 10)).isEqualTo(NOW + 10);
  }

  @Test
  void runsAtMostAMinuteAhead() {
    long time = 0;
    for (int i = 0; i <= 60_000; i++) {
      time = clock.next("a", NOW);
    }
    assertThat(time).isEqualTo(NOW + 60_000);
    assertThat(clock.next("a", NOW)).isEqualTo(NOW);
  }

  @Test
  void aWallClockSetBackByHoursRestartsIt() {
    clock.next("a", NOW);
    assertThat(clock.next("a", NOW - 3_600_000)).isEqualTo(NOW - 3_600_000);
    assertThat(clock.next("a", NOW - 3_600_000)).isEqualTo(NOW - 3_600_000 + 1);
  }

  @Test
  void aWallClockSetBackALittleIsWaitedFor() {
    clock.next("a", NOW);
    assertThat(clock.next("a", NOW - 5000)).isEqualTo(NOW + 1);
  }

  @Test
  void manyDevicesAreForgottenOneByOneWithoutHarm() {
    for (int i = 0; i < 20_000; i++) {
      assertThat(clock.next("device-" + i, NOW + i)).isEqualTo(NOW + i);
    }
    assertThat(clock.next("device-19999", NOW + 19_999)).isEqualTo(NOW + 20_000);
  }
}
